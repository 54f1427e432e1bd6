package kezek.http;

import kezek.domain.Failure;

/// What went wrong, in the one form that all answers of the API have: `{"code": "NOT_FOUND", "message":
/// "…"}`.
///
/// @param code for programs, in capitals, e.g. `NOT_FOUND`
/// @param message for people: what was wrong, what was expected and what to do
public record ProblemView(String code, String message) {

    /// @param problem a failure that is stored with a ticket or a file
    public static ProblemView of(Failure problem) {
        return new ProblemView(problem.code(), problem.message());
    }
}
