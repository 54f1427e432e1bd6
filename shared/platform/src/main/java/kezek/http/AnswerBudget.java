package kezek.http;

/// The room for a body in one answer. Lambda's answer ends at 6 MB, with its envelope and with the body
/// escaped as a JSON string in it, and an answer that is longer fails as a whole; so whatever lists things
/// of any length ends its page before that:
///
///     AnswerBudget budget = new AnswerBudget();
///     for (String line : lines) {
///         if (!budget.trySpend(line)) {
///             return page(text, nextAfter(last));
///         }
///         text.append(line);
///     }
///
/// See <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
///
/// Not thread-safe.
public final class AnswerBudget {

    /// Leaves 1 MB to the envelope and to what surrounds the parts.
    public static final int MAX_BYTES = 5_000_000;

    private int spent;

    /// Counts a part of the body, unless it does not fit any more.
    ///
    /// @return whether it fits; if not, nothing is counted
    public boolean trySpend(String part) {
        int size = sizeOf(part);
        if (size > MAX_BYTES - spent) {
            return false;
        }
        spent += size;
        return true;
    }

    /// @return the bytes that a part of a body takes in Lambda's answer: UTF-8, escaped as a JSON string
    public static int sizeOf(String part) {
        int size = 0;
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            size += c < 0x20 ? escapedControl(c) : sizeOf(c);
        }
        return size;
    }

    private static int escapedControl(char c) {
        return "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
    }

    private static int sizeOf(char c) {
        if (c == '"' || c == '\\' || Character.isSurrogate(c)) {
            return 2;
        }
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : 3;
    }
}
