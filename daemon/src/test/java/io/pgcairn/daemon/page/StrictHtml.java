package io.pgcairn.daemon.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A page as the parser of the W3C's validator reads it, every complaint of which is an error.
 *
 * @param elements their names, in the order of the document
 * @param ids of elements
 * @param references what {@code for}, {@code aria-labelledby} and links to places on the page name
 * @param text all of it
 */
record StrictHtml(List<String> elements, List<String> ids, List<String> references, String text) {
    static StrictHtml parse(String document) throws IOException, SAXException {
        Reader reader = new Reader();
        HtmlParser parser = new HtmlParser(XmlViolationPolicy.FATAL);
        parser.setContentHandler(reader);
        parser.setErrorHandler(reader);
        parser.parse(new InputSource(new StringReader(document)));
        assertEquals(List.of(), reader.complaints, document);
        return new StrictHtml(reader.elements, reader.ids, reader.references, reader.text.toString());
    }

    private static final class Reader extends DefaultHandler implements ErrorHandler {
        private final List<String> complaints = new ArrayList<>();
        private final List<String> elements = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final List<String> references = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) {
            elements.add(name);
            for (int i = 0; i < attributes.getLength(); i++) {
                String value = attributes.getValue(i);
                switch (attributes.getLocalName(i)) {
                    case "id" -> ids.add(value);
                    case "for" -> references.add(value);
                    case "aria-labelledby" -> references.addAll(List.of(value.split(" ")));
                    case "fill" -> references.add(value.replaceAll("url\\(#(.*)\\)", "$1"));
                    default -> {}
                }
            }
        }

        @Override
        public void characters(char[] characters, int from, int length) {
            text.append(characters, from, length);
        }

        @Override
        public void warning(SAXParseException e) {
            complaints.add("line " + e.getLineNumber() + ": " + e.getMessage());
        }

        @Override
        public void error(SAXParseException e) {
            warning(e);
        }

        @Override
        public void fatalError(SAXParseException e) {
            warning(e);
        }
    }
}
