package io.meridian.governance.catalog;

/** What is never divided between splits. */
public enum SplitUnit {
    /** All images of a person go to the same split. */
    SUBJECT,
    /**
     * The source states no person (public image collections): each image stands alone, and reports
     * say so.
     */
    IMAGE;

    /** The word used in records: {@code subject} or {@code image}. */
    public String word() {
        return switch (this) {
            case SUBJECT -> "subject";
            case IMAGE -> "image";
        };
    }
}
