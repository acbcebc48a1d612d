package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Dialogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Somebody at a terminal, played by a test. An empty answer takes what is proposed. */
final class SpokenDialogue implements Dialogue {
    final List<String> questions = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private final Deque<String> answers;
    private final boolean interactive;

    private SpokenDialogue(boolean interactive, List<String> answers) {
        this.interactive = interactive;
        this.answers = new ArrayDeque<>(answers);
    }

    static SpokenDialogue answering(String... answers) {
        return new SpokenDialogue(true, List.of(answers));
    }

    static SpokenDialogue silent() {
        return new SpokenDialogue(false, List.of());
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public String ask(String question, String proposed) {
        if (!interactive) {
            return proposed;
        }
        questions.add(question + " [" + proposed + "]");
        String answer = answers.removeFirst();
        return answer.isEmpty() ? proposed : answer;
    }

    @Override
    public void tell(String line) {
        told.add(line);
    }

    String text() {
        return String.join("\n", told);
    }
}
