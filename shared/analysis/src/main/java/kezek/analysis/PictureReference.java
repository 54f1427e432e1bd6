package kezek.analysis;

import java.util.regex.Pattern;
import kezek.domain.TicketContent;
import kezek.language.CleanText;

/// Finds out whether a text refers to an attached picture.
final class PictureReference {

    private static final Pattern REFERENCE = Pattern.compile(
            "скрин|снимк\\p{L}* экран|на (?:фото|картинк|изображени|снимк)|(?:см\\.?|смотри\\p{L}*) (?:фото|вложени|файл|картинк)"
                    + "|во вложени|прикреп(?:ил|ля)|прилага[юе]|прилож(?:ил|ено)"
                    + "|суретте|фотода|(?:тіркелген|тіркеп|тіркедім|салдым|жібердім) (?:сурет|фото)|сурет\\p{L}* (?:тірке|сал|жібер)"
                    + "|screen ?-?shot|skrin|attached|attachment|(?:see|in) the (?:picture|image|photo|file)|as shown",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private PictureReference() {}

    /// @return whether the author wrote any word or number
    static boolean hasWords(TicketContent content) {
        return CleanText.of(content.description()).chars().anyMatch(Character::isLetterOrDigit);
    }

    static boolean isIn(TicketContent content) {
        return REFERENCE.matcher(CleanText.of(content.description())).find();
    }
}
