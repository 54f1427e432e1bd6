package kezek.http;

import kezek.domain.Failure;

/// What went wrong, as every answer of the API says it.
///
/// @param code for programs, in capitals, e.g. `NOT_FOUND`
/// @param message for people: what was wrong, what was expected and what to do
public record ProblemView(String code, String message) {

    public static ProblemView of(Failure problem) {
        return new ProblemView(problem.code(), problem.message());
    }
}
