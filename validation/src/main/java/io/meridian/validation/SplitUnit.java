package io.meridian.validation;

/** What was kept together when a data set was split. */
public enum SplitUnit {
    /** All images of a subject are on one side. */
    SUBJECT,
    /** Subjects are unknown: images of one may be on both sides. */
    IMAGE
}
