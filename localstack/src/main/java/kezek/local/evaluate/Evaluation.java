package kezek.local.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kezek.analysis.TicketAnalyzer;
import kezek.domain.Analysis;

/// The answers to a labelled set of tickets.
///
/// @param answers one per ticket
record Evaluation(List<Answer> answers) {

    /// @param office the nearest one; empty if no offices were given
    record Answer(LabelledTicket labelled, Analysis analysis, Optional<String> office) {

        Optional<Score.Pair> pair(Field field) {
            Optional<String> answer = field == Field.OFFICE ? office : field.value(analysis);
            return Optional.ofNullable(labelled.labels().get(field))
                    .flatMap(label -> answer.map(given -> new Score.Pair(label, given)));
        }

        boolean isWrong(Field field) {
            return pair(field).filter(pair -> !pair.agrees()).isPresent();
        }

        /// @return the language by which figures are grouped: the label if there is one, otherwise that
        ///     of the analysis
        String language() {
            return Optional.ofNullable(labelled.labels().get(Field.LANGUAGE))
                    .orElse(analysis.language().name());
        }
    }

    static Evaluation of(List<LabelledTicket> tickets, TicketAnalyzer analyst, Optional<NearestOffice> offices) {
        return new Evaluation(tickets.stream()
                .map(ticket -> new Answer(
                        ticket,
                        analyst.analyse(ticket.content()),
                        offices.map(nearest -> nearest.of(ticket.content().address()))))
                .toList());
    }

    Set<String> languages() {
        return answers.stream().map(Answer::language).collect(Collectors.toCollection(TreeSet::new));
    }

    Score score(Field field) {
        return score(field, _ -> true);
    }

    Score score(Field field, String language) {
        return score(field, answer -> answer.language().equals(language));
    }

    private Score score(Field field, Predicate<Answer> which) {
        return new Score(answers.stream()
                .filter(which)
                .flatMap(answer -> answer.pair(field).stream())
                .toList());
    }

    /// @return the share of tickets that are marked for review
    double reviewRate() {
        return share(answers, answer -> answer.analysis().needsReview());
    }

    /// @return the share of wrong answers to a field that are in tickets marked for review
    double caught(Field field) {
        List<Answer> wrong =
                answers.stream().filter(answer -> answer.isWrong(field)).toList();
        return share(wrong, answer -> answer.analysis().needsReview());
    }

    private static double share(List<Answer> answers, Predicate<Answer> matches) {
        return answers.isEmpty() ? 0 : (double) answers.stream().filter(matches).count() / answers.size();
    }
}
