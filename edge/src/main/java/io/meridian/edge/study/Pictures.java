package io.meridian.edge.study;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Part10;
import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.dicom.pixels.Rendering;
import io.meridian.edge.inference.Images;
import io.meridian.edge.reception.Originals;
import io.meridian.edge.work.Memory;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Originals as pictures, one at a time since a decoded image is large. Thread-safe. */
@Component
final class Pictures {
    private final Originals originals;
    private final Memory memory;
    private final Semaphore turn = new Semaphore(1, true);

    Pictures(Originals originals, Memory memory) {
        this.originals = originals;
        this.memory = memory;
    }

    private byte[] render(String instance) {
        var file = Part10.read(originals.read(instance));
        return Rendering.png(file.dataSet(), PixelDecoder.decode(file, 0));
    }

    /** The first frame. */
    byte[] png(String instance) {
        turn.acquireUninterruptibly();
        try {
            var need = Images.toDecode(Part10.read(originals.read(instance)).dataSet());
            if (!memory.fits(need)) {
                throw new ApiException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "the image is too large to be shown by this server");
            }
            return memory.within(need, Images.PATIENCE, () -> render(instance))
                    .orElseThrow(() ->
                            new ApiException(
                                    HttpStatus.SERVICE_UNAVAILABLE,
                                    "the server is busy with large images; ask again"));
        } catch (DicomException e) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        } finally {
            turn.release();
        }
    }
}
