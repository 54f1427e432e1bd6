/// What a ticket says: its language, category, sentiment, priority and a summary. Rules that need no
/// network, and the port behind which a model answers.
@NullMarked
package kezek.analysis;

import org.jspecify.annotations.NullMarked;
