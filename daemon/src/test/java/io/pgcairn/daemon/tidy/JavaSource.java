package io.pgcairn.daemon.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One source file as the compiler's own parser reads it. */
record JavaSource(List<String> classNames, List<Function> functions, boolean publicType) {
    /** A method or constructor, with the number of lines from its signature to its last brace. */
    record Function(String name, long lines) {}

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all: a task that makes its own reads the whole class path first. */
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    static JavaSource parse(String text) throws IOException {
        return parse(List.of(text)).getFirst();
    }

    /** Each text's, in their order: one task for many takes a small part of what a task for each does. */
    static List<JavaSource> parse(List<String> texts) throws IOException {
        List<Text> files = texts.stream().map(Text::new).toList();
        JavacTask task = (JavacTask) COMPILER.getTask(null, FILES, ignored -> {}, List.of("-proc:none"), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<JavaSource> sources = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            sources.add(of(unit, positions));
        }
        return sources;
    }

    private static JavaSource of(CompilationUnitTree unit, SourcePositions positions) {
        Collector collector = new Collector(unit, positions);
        unit.accept(collector, null);
        boolean publicType = unit.getTypeDecls().stream()
                .anyMatch(type -> type instanceof ClassTree declared
                        && declared.getModifiers().getFlags().contains(Modifier.PUBLIC));
        return new JavaSource(List.copyOf(collector.names), List.copyOf(collector.functions), publicType);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> names = new ArrayList<>();
        private final List<Function> functions = new ArrayList<>();

        Collector(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            names.add(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long first = line(positions.getStartPosition(unit, method));
            functions.add(new Function(method.getName().toString(), line(end(method)) - first + 1));
            return super.visitMethod(method, nothing);
        }

        private long end(Tree tree) {
            return positions.getEndPosition(unit, tree);
        }

        private long line(long position) {
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }
    }
}
