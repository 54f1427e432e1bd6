package kezek.privacy;

import java.util.regex.Pattern;

/// Recognises a sum or a quantity by the currency or unit beside the number.
final class Amounts {

    private static final int REACH = 12;

    private static final Pattern AFTER =
            Pattern.compile("[ \\n]{0,2}(?:[$€₸₽£%]|(?:тг|тнг|тенге|tenge|kzt|usd|eur|rub|gbp|cny|try|uzs"
                    + "|доллар\\p{L}*+|долл|бакс\\p{L}*+|евро|руб\\p{L}*+|сом\\p{L}*+|юан\\p{L}*+|лир\\p{L}*+|шт|штук|лот\\p{L}*+|акци\\p{L}*+|облигаци\\p{L}*+"
                    + "|тыс\\p{L}*+|млн|млрд|трлн|миллион\\p{L}*+|миллиард\\p{L}*+|million|billion|dollars?|euros?|shares|pcs|год\\p{L}*+|жыл\\p{L}*+)"
                    + "(?!\\p{L}))");

    private static final Pattern BEFORE =
            Pattern.compile("[$€₸₽£] ?$|(?<!\\p{L})(?:usd|kzt|eur|rub|сумм\\p{L}{1,3}|amount) ?$");

    private Amounts() {}

    static boolean isBeside(String text, int start, int end) {
        return AFTER.matcher(text)
                        .region(end, Math.min(text.length(), end + REACH))
                        .lookingAt()
                || BEFORE.matcher(text.substring(Math.max(0, start - REACH), start))
                        .find();
    }
}
