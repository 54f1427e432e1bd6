package kezek.classify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import kezek.domain.Sha256;
import kezek.domain.TicketContent;
import kezek.model.ModelSettings;
import kezek.model.Picture;
import kezek.privacy.Masked;
import kezek.privacy.Masker;
import kezek.prompts.Prompt;

/// Everything that the model sees of a ticket, and nothing else.
///
/// @param data the JSON object that the prompt describes. The client's words are strings in it, so they
///     cannot end the string and become an instruction beside it
/// @param masked puts the client's own values back into the summary
record TicketQuestion(Prompt prompt, String data, Optional<Picture> picture, Masked masked) {

    /// In characters. The first pages say what a client wants; the rest would only cost money.
    static final int LONGEST_TEXT = 12_000;

    /// Increase it when stored answers lose their meaning because of something that no other part of the
    /// key holds: the schema, the checks, the form of the placeholders.
    private static final String FORM = "1";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SEGMENT = Pattern.compile("[\\p{L} ]{1,20}");
    private static final Pattern EXTENSION = Pattern.compile("(?=.*[a-z])[a-z0-9]{1,5}");

    static TicketQuestion of(Prompt prompt, TicketContent content, Optional<Picture> picture) {
        // Masks the whole text before it is shortened, because a number cut in two would not be found.
        Masked masked = Masker.mask(content.description());
        ObjectNode data = JSON.createObjectNode();
        data.put("segment", segment(content.segment()));
        data.put("attachment", kind(content.attachment()));
        data.put("text", shortened(masked.text()));
        return new TicketQuestion(prompt, data.toString(), picture, masked);
    }

    /// @return the cell if it looks like the name of a segment; anything else in it must not leave
    private static String segment(String cell) {
        return SEGMENT.matcher(cell.strip()).matches() ? cell.strip() : "";
    }

    /// A file may be named after its owner, so the model sees only the extension.
    private static String kind(String attachment) {
        if (attachment.isBlank()) {
            return "";
        }
        String extension =
                attachment.substring(attachment.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
        return attachment.contains(".") && EXTENSION.matcher(extension).matches() ? extension : "file";
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }

    /// @return the key of stored answers: a hash of everything that the model's answer depends on
    String key(ModelSettings settings) {
        MessageDigest digest = Sha256.digest();
        for (String part : List.of(
                FORM,
                settings.baseUrl().toString(),
                settings.model(),
                prompt.id(),
                prompt.text(),
                data,
                picture.map(Picture::mediaType).orElse(""))) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        picture.map(Picture::bytes).ifPresent(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String toString() {
        return "Question[" + prompt.id() + "]";
    }
}
