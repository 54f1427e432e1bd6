package kezek.privacy;

import java.util.regex.Pattern;

/// Recognises numbers of orders, requests and payments by the word before them.
final class OrderNumbers {

    private static final int REACH = 30;

    private static final Pattern WORD = Pattern.compile(
            "(?:(?:заказ|заявк|заявлени|обращени|поручени|сделк|транзакц|операци|платеж|квитанци|отиним|буирык|мамиле|order|ticket|transaction|trade|request|invoice"
                    + "|reference|payment|артикул|ref)\\p{L}{0,8}+(?:[ :№#\"'=._-]|(?:номер\\p{L}{0,2}|номири|no|number|id)(?!\\p{L})){0,8}+|№ ?)$");

    private OrderNumbers() {}

    static boolean isBefore(String text, int start) {
        return WORD.matcher(text.substring(Math.max(0, start - REACH), start)).find();
    }
}
