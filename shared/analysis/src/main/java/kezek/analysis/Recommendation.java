package kezek.analysis;

import kezek.domain.Category;
import kezek.domain.Language;

/// What the manager should do, in the language in which the ticket is answered, because its manager
/// speaks it.
final class Recommendation {

    private Recommendation() {}

    static String of(Category category, Language language) {
        return switch (language) {
            case RU -> "Рекомендация: " + russian(category);
            case KZ -> "Ұсыныс: " + kazakh(category);
            case ENG -> "Recommendation: " + english(category);
        };
    }

    static String withoutText(boolean attached, Language language) {
        return switch (language) {
            case RU ->
                attached ? "Текста нет, клиент прислал только вложение." : "Обращение без текста и без вложения.";
            case KZ -> attached ? "Мәтін жоқ, клиент тек тіркеме жіберді." : "Өтініште мәтін де, тіркеме де жоқ.";
            case ENG ->
                attached
                        ? "There is no text, the client sent an attachment only."
                        : "The request has neither text nor attachment.";
        };
    }

    private static String russian(Category category) {
        return switch (category) {
            case FRAUD ->
                "немедленно проверить операции по счёту, при необходимости заблокировать доступ и передать в службу безопасности.";
            case CLAIM ->
                "проверить списания и переводы по счёту, зарегистрировать претензию и назвать клиенту срок ответа.";
            case APP_FAILURE ->
                "выяснить устройство и версию приложения, помочь с доступом, при сбое передать в техническую поддержку.";
            case DATA_CHANGE -> "проверить личность клиента, запросить документы и изменить данные.";
            case COMPLAINT -> "извиниться, разобрать случай и сообщить клиенту, какие меры приняты.";
            case CONSULTATION -> "ответить на вопрос клиента по действующим условиям.";
            case SPAM -> "не отвечать, закрыть обращение.";
        };
    }

    private static String kazakh(Category category) {
        return switch (category) {
            case FRAUD ->
                "шоттағы операцияларды дереу тексеріп, қажет болса қолжетімділікті бұғаттап, қауіпсіздік қызметіне беру.";
            case CLAIM ->
                "шоттағы есептен шығарулар мен аударымдарды тексеріп, наразылықты тіркеп, клиентке жауап беру мерзімін айту.";
            case APP_FAILURE ->
                "құрылғы мен қосымшаның нұсқасын анықтап, кіруге көмектесу, ақау болса, техникалық қолдауға беру.";
            case DATA_CHANGE -> "клиенттің жеке басын тексеріп, құжаттарын сұратып, деректерін өзгерту.";
            case COMPLAINT -> "кешірім сұрап, жағдайды анықтап, қандай шара қолданылғанын клиентке хабарлау.";
            case CONSULTATION -> "клиенттің сұрағына қолданыстағы шарттар бойынша жауап беру.";
            case SPAM -> "жауап бермей, өтінішті жабу.";
        };
    }

    private static String english(Category category) {
        return switch (category) {
            case FRAUD ->
                "check the transactions on the account at once, block access if necessary and hand over to the security team.";
            case CLAIM ->
                "check the charges and transfers on the account, register the claim and tell the client when to expect an answer.";
            case APP_FAILURE ->
                "find out the device and the version of the app, help with access, pass a fault on to technical support.";
            case DATA_CHANGE -> "verify the client's identity, ask for the documents and change the data.";
            case COMPLAINT -> "apologise, look into the case and tell the client what has been done.";
            case CONSULTATION -> "answer the client's question under the current terms.";
            case SPAM -> "do not answer, close the ticket.";
        };
    }
}
