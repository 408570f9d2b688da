package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.util.List;

/**
 * A proposal that the provider did not accept.
 *
 * @param result 1 user rejection, 2 no reason, 3 SOP class, 4 transfer syntaxes not supported
 *     (PS3.8 table 9-18); -1 if the acceptance does not mention it
 */
public record RefusedContext(
        String abstractSyntax, List<TransferSyntax> transferSyntaxes, int result) {
    public RefusedContext {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** In words. */
    public String reason() {
        return switch (result) {
            case 1 -> "refused by the provider's application";
            case 3 -> "the SOP class is not supported there";
            case 4 -> "none of its transfer syntaxes is supported there";
            case -1 -> "the provider did not answer the proposal";
            default -> "refused without a reason";
        };
    }
}
