package io.pgcairn.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The API as its document describes it, to hold replies against. */
final class ApiSchema {
    private static final String PLACE = "https://pgcairn.invalid/openapi.json";

    private final JsonNode document;
    private final JsonSchemaFactory factory;

    ApiSchema() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.json")) {
            document = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(PLACE, document.toString()))));
    }

    JsonNode document() {
        return document;
    }

    /** Each as {@code GET /healthz}. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    /** What is wrong with a reply to that operation. */
    List<String> faults(Route route, Reply reply) {
        JsonNode operation =
                document.get("paths").get(route.template()).get(route.method().equals("GET") ? "get" : "post");
        JsonNode response = operation.get("responses").get(String.valueOf(reply.status()));
        if (response == null) {
            return List.of(route.method() + " " + route.template() + " is not to answer with " + reply.status());
        }
        String type = reply.contentType().replaceAll(";.*", "");
        if (!response.path("content").has(type)) {
            return List.of("not to be of type " + type);
        }
        List<String> faults = new ArrayList<>();
        if (type.equals("application/json")) {
            String pointer =
                    "/paths/" + escaped(route.template()) + "/" + route.method().toLowerCase(java.util.Locale.ROOT)
                            + "/responses/" + reply.status() + "/content/application~1json/schema";
            JsonSchema schema = factory.getSchema(SchemaLocation.of(PLACE + "#" + pointer));
            schema.validate(
                            text(reply),
                            com.networknt.schema.InputFormat.JSON,
                            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                    .forEach(fault -> faults.add(fault + " in " + text(reply)));
        }
        return faults;
    }

    private static String escaped(String path) {
        return path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private static String text(Reply reply) {
        return java.nio.charset.StandardCharsets.UTF_8
                .decode(reply.body().duplicate())
                .toString();
    }
}
