/// The audit trail, and the totals from which every figure of the dashboard comes.
@NullMarked
package kezek.figures;

import org.jspecify.annotations.NullMarked;
