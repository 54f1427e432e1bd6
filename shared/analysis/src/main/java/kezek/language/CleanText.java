package kezek.language;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a message that its author wrote now: without addresses of pages and mailboxes, invisible
/// characters, reply marks, quoted history, mail footers and the signature.
///
/// Its blanks and invisible characters are those that mail programs send. They are fewer than in
/// [kezek.text.Blanks], because the detector's accuracy was measured with these.
public final class CleanText {

    private static final Pattern BLANKS = Pattern.compile("[ \\u00a0\\u2800\\u202f\\u2007\\u3164\\t]++");
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200b-\\u200f\\u2060\\ufeff\\u00ad]+");
    /// Reduced to one, because patterns that look for the start of a line would walk over thousands of
    /// empty lines again and again.
    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?: ?\\n)++");

    /// The parts of a page that are not shown.
    private static final Pattern HIDDEN_MARKUP =
            Pattern.compile("<(/?)(style|script|head|title)\\b[^>]{0,500}>", Pattern.CASE_INSENSITIVE);

    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!][^>]{0,500}>");
    private static final Pattern URL =
            Pattern.compile("\\[?\\b(?:https?://|www\\.)[^\\s\\]]+\\]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAILBOX = Pattern.compile("(?<![\\w.+-])[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++){1,5}+");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?<![\\w.-])[\\w-]++(?:\\.[\\w-]++){0,5}?\\.(?:com|kz|ru|net|org|io|eu|info)\\b(?:/\\S*)?");
    private static final Pattern FILE_NAME = Pattern.compile(
            "(?<![\\w.-])[\\w-]++(?:\\.[\\w-]++){0,5}?\\.(?:png|jpe?g|heic|gif|pdf|docx?|xlsx?|csv|txt|zip|rar|mp4|mov)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern REPLY_MARK =
            Pattern.compile("^\\s*(?:(?:re|fw|fwd|отв|ответ|пересл|на)(?:\\[\\d+\\])?\\s*:\\s*)+", flags());
    private static final Pattern REPLY_SUBJECT = Pattern.compile(REPLY_MARK.pattern() + "[^\\n]*\\n", flags());

    private static final Pattern HISTORY = Pattern.compile(
            "^[ >]*(?:-{2,}\\s*(?:original message|forwarded message|исходное сообщение|пересылаемое сообщение|бастапқы хабар).*"
                    + "|(?:from|от|кімнен)\\s*:.*\\n[ >]*(?:sent|date|to|отправлено|дата|кому|жіберілді)\\s*:.*"
                    + "|on .{5,120} wrote:\\s*|.{5,120}(?:пишет|написал|написала|написал\\(а\\)|жазды)\\s*:\\s*"
                    // A date, a time, a name and a colon: how mail programs begin a quote.
                    + "|(?=[^\\n]{0,60}\\b20\\d\\d\\b)(?=[^\\n]{0,80}\\b\\d{1,2}:\\d\\d\\b)[^\\n]{10,120}:\\s*)$",
            flags() | Pattern.MULTILINE);

    private static final Pattern HISTORY_HEADER = Pattern.compile(
            "^(?:from|sent|date|to|cc|subject|от|от кого|отправлено|дата|кому|копия|тема|кімнен|жіберілді|кімге|тақырып)\\s*:.*$|^-{2,}.*$",
            flags() | Pattern.MULTILINE);
    private static final Pattern QUOTED_LINE = Pattern.compile("^\\s*>.*(?:\\n|$)", Pattern.MULTILINE);
    private static final Pattern QUOTE_MARK = Pattern.compile("^[ >]+", Pattern.MULTILINE);

    private static final Pattern FOOTER = Pattern.compile(
            "(?:\\s|^)(?:sent (?:from (?:my|mail|outlook|yahoo|samsung|the all)|via (?:yahoo|outlook|the|my))|get outlook for"
                    + "|отправлено (?:с|из|через) (?!(?:вашего|вашей|моего счет|счет))|жіберілген"
                    + "|это (?:электронное )?(?:сообщение|письмо) (?:и|может|является|содержит|предназначено|отправлено|получено)"
                    + "|(?:настоящее|данное) (?:электронное )?(?:сообщение|письмо)"
                    + "|this (?:e-?mail|message)(?: and|,| is| may| was| contains| originated)"
                    + "|(?:the )?(?:contents|information) (?:of|in) this (?:e-?mail|message)"
                    + "|confidentiality notice|уведомление о конфиденциальности|disclaimer:|(?:внимание|осторожно|уведомление): (?:внешн|это)"
                    + "|(?:caution|warning|notice): (?:external|this)|external e-?mail[:!]"
                    + "|(?:please )?consider the environment|think before you print|подумайте о природе|берегите природу"
                    + "|пожалуйста, подумайте|проверено на вирусы|virus-free|без вирусов)",
            flags());

    private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n|\\n");

    private static final Pattern SIGNATURE_MARK =
            Pattern.compile("^\\s*(?:--|_{3,}|—{2,}|-{3,})\\s*$", Pattern.MULTILINE);

    /// In characters. A signature has a few lines below the greeting that ends a letter.
    private static final int LONGEST_SIGNATURE = 400;

    private static final Pattern CLOSING = Pattern.compile(
            "(?<![\\p{L}])(?:с (?:наилучшими пожеланиями|уважением)|искренне ваш|құрметпен|курметпен|(?:best|kind|warm|kindest) regards|regards"
                    + "|best wishes|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?)(?![\\p{L}])[\\s,.!]*"
                    + "(?:[^\\s]++[ ]*+){0,5}+(?:\\n|$)",
            flags());

    private CleanText() {}

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }

    /// @return the author's own words with their line breaks; empty if there are none
    public static String of(String description) {
        return withoutMarks(withSubject(description)).strip();
    }

    /// As [#of], without the subject line of a reply if anything else is left: another person wrote the
    /// subject, so it says nothing about the language of the author.
    static String body(String description) {
        String own = withSubject(description);
        String body = REPLY_SUBJECT.matcher(own).replaceFirst("");
        return withoutMarks(body.chars().anyMatch(Character::isLetter) ? body : own)
                .strip();
    }

    private static String withSubject(String description) {
        String visible = withoutNoise(description.replace("\r\n", "\n").replace('\r', '\n'));
        String own = withoutBanner(withoutHistory(visible));
        for (Pattern end : List.of(FOOTER, SIGNATURE_MARK, CLOSING)) {
            own = before(own, end);
        }
        return own;
    }

    /// Removes the warning that a company's mail server puts above mail from outside.
    private static String withoutBanner(String text) {
        String stripped = text.stripLeading();
        Matcher banner = FOOTER.matcher(stripped);
        Matcher end = PARAGRAPH.matcher(stripped);
        return banner.lookingAt() && end.find() ? stripped.substring(end.end()) : text;
    }

    private static String withoutNoise(String text) {
        String decoded = withoutHiddenMarkup(HtmlEntities.decode(text));
        String spaced =
                BLANKS.matcher(INVISIBLE.matcher(decoded).replaceAll("")).replaceAll(" ");
        spaced = BLANK_LINES.matcher(spaced).replaceAll("\n\n");
        for (Pattern noise : List.of(MARKUP, URL, MAILBOX, DOMAIN, FILE_NAME)) {
            spaced = noise.matcher(spaced).replaceAll(" ");
        }
        return spaced;
    }

    private static String withoutHiddenMarkup(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        String open = "";
        for (MatchResult tag : HIDDEN_MARKUP.matcher(text).results().toList()) {
            boolean closes = !tag.group(1).isEmpty();
            if (open.isEmpty() && !closes) {
                shown.append(text, from, tag.start()).append(' ');
                from = tag.start();
                open = tag.group(2);
            } else if (closes && tag.group(2).equalsIgnoreCase(open)) {
                from = tag.end();
                open = "";
            }
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static String withoutHistory(String text) {
        Matcher history = HISTORY.matcher(text);
        String newest = history.find() ? text.substring(0, history.start()) : text;
        String own = QUOTED_LINE.matcher(newest).replaceAll("");
        boolean nothingNew = withoutMarks(own).isBlank()
                || own.length() < text.length()
                        && REPLY_SUBJECT.matcher(own + "\n").replaceFirst("").isBlank();
        // A bare forward has no words of its own, so the ticket is about the forwarded ones.
        return nothingNew
                ? HISTORY_HEADER
                        .matcher(QUOTE_MARK.matcher(text).replaceAll(""))
                        .replaceAll("")
                : own;
    }

    private static String withoutMarks(String text) {
        return REPLY_MARK.matcher(text).replaceFirst("");
    }

    /// Cuts at the end mark, unless nothing precedes it or too much follows for a signature.
    private static String before(String text, Pattern end) {
        Matcher matcher = end.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            boolean isEnd = end.equals(FOOTER) || text.length() - matcher.end() <= LONGEST_SIGNATURE;
            if (isEnd && !text.substring(0, matcher.start()).isBlank()) {
                return text.substring(0, matcher.start());
            }
            from = matcher.end();
        }
        return text;
    }
}
