package kezek.privacy;

/// A part of a text that is to be masked.
///
/// @param start in characters of the [NormalizedText]
/// @param end exclusive
/// @param value equal for two spellings of the same thing
/// @param strength how sure it is; of two matches that overlap, the stronger one determines the kind
record PersonalDataMatch(PersonalDataKind kind, int start, int end, String value, int strength) {

    /// A check digit and the word that says what it is.
    static final int NAMED_AND_CHECKED = 100;
    /// A check digit and a form that nothing else has.
    static final int CHECKED = 90;
    /// A form that nothing else has, or the word that says what it is.
    static final int FORMED = 80;
    /// A check digit alone.
    static final int LIKELY = 60;
    /// No personal data, but text that looks like a placeholder.
    static final int LOOK_ALIKE = 10;

    boolean overlaps(PersonalDataMatch other) {
        return start < other.end && other.start < end;
    }

    PersonalDataMatch extendedTo(PersonalDataMatch other) {
        return new PersonalDataMatch(kind, Math.min(start, other.start), Math.max(end, other.end), value, strength);
    }

    @Override
    public String toString() {
        return "PersonalDataMatch[" + kind + ", " + start + "-" + end + "]";
    }
}
