/// A language model behind an OpenAI-compatible server: conversations with one repair, a circuit breaker,
/// request coalescing, what a call costs, tracing. The only package that knows the client library.
///
/// One step of work is a [kezek.model.Conversation], made once from the [kezek.model.AnswerFormat] of the
/// step and asked once per [kezek.model.ModelRequest]:
///
///     LanguageModel model = new LanguageModel(settings, tracing, execution);
///     Conversation<Draft> drafting = model.conversation(Draft.FORMAT);
///     …
///     Masked masked = Masker.mask(text);
///     UsageMeter usage = model.startMeter();
///     ModelRequest request = ModelRequest.of(ticketId, prompt, masked.text(), model.startDeadline(), usage);
///     switch (drafting.ask(request)) {
///         case Answered(Draft draft, _) -> keep(masked.restore(draft.text()), usage.usage());
///         case Unusable(String reason) -> …      // asking again would not help
///         case Unavailable(TransientFailure failure, boolean isForLong) -> …
///     }
///
/// The caller masks what it sends and restores what it gets ([kezek.model.ModelRequest] carries no
/// ticket), and keeps answers if it wants to: this package has no cache.
@NullMarked
package kezek.model;

import org.jspecify.annotations.NullMarked;
