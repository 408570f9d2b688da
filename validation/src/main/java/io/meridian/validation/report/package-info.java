/** The report for people and for machines: {@link io.meridian.validation.report.Report}. */
@NullMarked
package io.meridian.validation.report;

import org.jspecify.annotations.NullMarked;
