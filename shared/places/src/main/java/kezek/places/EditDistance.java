package kezek.places;

/// The edit distance of two words, counting insertions, deletions, substitutions and transpositions of
/// adjacent letters (optimal string alignment).
final class EditDistance {

    private EditDistance() {}

    /// @param limit the largest distance of interest
    /// @return the distance, or `limit + 1` if it exceeds the limit
    static int bounded(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            int best = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(row[j - 1], last[j]));
                if (transposed(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                best = Math.min(best, row[j]);
            }
            if (best > limit) {
                return limit + 1;
            }
            beforeLast = last;
            last = row;
        }
        return Math.min(last[b.length()], limit + 1);
    }

    private static boolean transposed(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
