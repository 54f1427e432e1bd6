/// Routes of figures and reports.
@NullMarked
package kezek.api.reports;

import org.jspecify.annotations.NullMarked;
