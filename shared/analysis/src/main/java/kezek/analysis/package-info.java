/// What a ticket says: its category, sentiment, priority and a summary, by rules that need no network,
/// and the port behind which a model answers.
@NullMarked
package kezek.analysis;

import org.jspecify.annotations.NullMarked;
