/// The audit trail, and the totals that every figure of the dashboard comes from.
@NullMarked
package kezek.figures;

import org.jspecify.annotations.NullMarked;
