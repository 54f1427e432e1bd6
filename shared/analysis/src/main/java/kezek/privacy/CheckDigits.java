package kezek.privacy;

/// Verifies check digits, and the dates inside identification numbers. All methods take ASCII digits.
final class CheckDigits {

    private static final int[] FIRST_WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    private static final int[] SECOND_WEIGHTS = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int IDENTIFICATION_LENGTH = 12;

    private CheckDigits() {}

    /// Returns whether the digits are an individual identification number (IIN): birth date `YYMMDD`,
    /// century and sex (1 to 6; 0 for some foreigners), number, check digit.
    static boolean isIin(String digits) {
        if (!hasIdentificationCheck(digits)) {
            return false;
        }
        int month = number(digits, 2, 4);
        int day = number(digits, 4, 6);
        return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] && digits.charAt(6) <= '6';
    }

    /// Returns whether the digits are a business identification number (BIN): month of registration
    /// `YYMM`, kind of organisation (4 resident, 5 not, 6 sole trader), branch (0 to 4), number, check
    /// digit.
    static boolean isBin(String digits) {
        if (!hasIdentificationCheck(digits)) {
            return false;
        }
        int month = number(digits, 2, 4);
        char kind = digits.charAt(4);
        return month >= 1 && month <= 12 && kind >= '4' && kind <= '6' && digits.charAt(5) <= '4';
    }

    /// The weighted sum modulo 11, with the weights 1 to 11, or 3 to 11, 1, 2 if the first sum is 10.
    /// Numbers for which both are 10 are never issued. (Decree of the Government of Kazakhstan no. 406 of
    /// 22 May 2007)
    private static boolean hasIdentificationCheck(String digits) {
        if (digits.length() != IDENTIFICATION_LENGTH) {
            return false;
        }
        int first = weighed(digits, FIRST_WEIGHTS);
        int check = first == 10 ? weighed(digits, SECOND_WEIGHTS) : first;
        return check == digits.charAt(11) - '0';
    }

    private static int weighed(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum % 11;
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    /// ISO/IEC 7812-1, annex B.
    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    /// ISO 7064, MOD 97-10, as in ISO 13616.
    ///
    /// @param iban Latin letters in lower case and digits
    static boolean isMod97(String iban) {
        int remainder = 0;
        for (char character : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            int value = Character.digit(character, 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }
}
