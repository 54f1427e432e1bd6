package kezek.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Assignment;
import kezek.domain.Manager;

/// A person gave a ticket to a manager: who to whom, and what the rules said about it.
///
/// @param by who chose, by the subject of the token; empty without a token
/// @param manager as read when the rules were checked, without the load of this ticket
/// @param previous who had the ticket last
/// @param broken the hard rules that the choice breaks; the person was told before
/// @param reason why, in the words of who chose; never empty when a rule is broken
public record ManualChoice(
        Instant at, String by, Manager manager, Optional<Assignment> previous, List<BrokenRule> broken, String reason) {

    public ManualChoice {
        broken = List.copyOf(broken);
        if (reason.isBlank() && !broken.isEmpty()) {
            throw new IllegalArgumentException("a choice that breaks a rule needs a reason");
        }
    }

    /// @return whether the choice was made against the rules
    public boolean isOverride() {
        return !broken.isEmpty();
    }

    /// @return one sentence for people. Names are not declined, because a program cannot know their cases.
    public String sentenceRu() {
        return "Назначено вручную: " + place() + " (" + manager.load() + " в работе)"
                + before("; до этого: ")
                + against("; вопреки правилам: ", BrokenRule::inRussian)
                + because("; причина: «", "»") + ".";
    }

    /// @return the same in English
    public String sentenceEn() {
        return "Given by hand to " + place() + " (" + manager.load() + " open)"
                + before("; before: ")
                + against("; against the rules: ", BrokenRule::inEnglish)
                + because("; reason: “", "”") + ".";
    }

    private String place() {
        return manager.name() + ", " + manager.officeName();
    }

    private String before(String words) {
        return previous.map(assignment -> words + assignment.managerName() + ", " + assignment.officeName())
                .orElse("");
    }

    private String against(String words, Function<BrokenRule, String> wording) {
        return broken.isEmpty() ? "" : words + broken.stream().map(wording).collect(Collectors.joining(", "));
    }

    private String because(String opening, String closing) {
        return reason.isEmpty() ? "" : opening + reason + closing;
    }
}
