package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.pixels.Rendering;
import io.meridian.dicom.pixels.View;
import io.meridian.dicom.pixels.VoiLut;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.RenderingParameters;
import io.meridian.edge.inference.Images;
import io.meridian.edge.reception.Instances;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Frames as pictures, one at a time since a decoded image is large. Thread-safe. */
@Component
final class RenderedPictures {
    private static final int BYTES_PER_PIXEL = 4;
    private static final double PERCENT = 100;

    private final StoredObjects objects;
    private final Semaphore turn = new Semaphore(1, true);

    RenderedPictures(StoredObjects objects) {
        this.objects = objects;
    }

    byte[] of(Instances.Row row, int frame, RenderingParameters parameters, MediaType type)
            throws IOException {
        turn.acquireUninterruptibly();
        try {
            var decoding = objects.with(row, file -> Images.toDecode(file.dataSet()));
            var viewport = parameters.viewport();
            var scaled =
                    viewport == null
                            ? 0L
                            : (long) viewport.width() * viewport.height() * BYTES_PER_PIXEL;
            return objects.<byte[], IOException>with(
                    row,
                    decoding + scaled,
                    file -> {
                        var frames = Frames.of(file);
                        if (frame > frames.count()) {
                            throw new ApiException(HttpStatus.NOT_FOUND, "there is no such frame");
                        }
                        var whole = Rendering.image(frames, frame - 1, view(parameters.window()));
                        var image = viewport == null ? whole : shown(whole, viewport);
                        return type.is(MediaType.PNG)
                                ? Rendering.png(image)
                                : Rendering.jpeg(image, parameters.quality() / PERCENT);
                    });
        } finally {
            turn.release();
        }
    }

    /** The window that was asked for takes the place of the object's own. */
    private static View view(RenderingParameters.@Nullable Window window) {
        return window == null
                ? View.DEFAULT
                : View.DEFAULT.withWindow(
                        new VoiLut.Window(
                                window.centre(),
                                window.width(),
                                switch (window.shape()) {
                                    case LINEAR -> VoiLut.Function.LINEAR;
                                    case LINEAR_EXACT -> VoiLut.Function.LINEAR_EXACT;
                                    case SIGMOID -> VoiLut.Function.SIGMOID;
                                }));
    }

    /** A part of the image, as large as fits in the viewport (PS3.18 section 8.3.5.1.3). */
    private static BufferedImage shown(BufferedImage image, RenderingParameters.Viewport viewport) {
        var left = viewport.left();
        var top = viewport.top();
        var width =
                viewport.regionWidth() == 0
                        ? image.getWidth() - left
                        : Math.abs(viewport.regionWidth());
        var height =
                viewport.regionHeight() == 0
                        ? image.getHeight() - top
                        : Math.abs(viewport.regionHeight());
        if (width < 1
                || height < 1
                || left + width > image.getWidth()
                || top + height > image.getHeight()) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "the viewport's part lies outside the image");
        }
        var scale =
                Math.min((double) viewport.width() / width, (double) viewport.height() / height);
        var target =
                new BufferedImage(
                        Math.max(1, (int) Math.round(width * scale)),
                        Math.max(1, (int) Math.round(height * scale)),
                        image.getType());
        var mirrored = viewport.regionWidth() < 0;
        var upsideDown = viewport.regionHeight() < 0;
        var graphics = target.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                image,
                0,
                0,
                target.getWidth(),
                target.getHeight(),
                mirrored ? left + width : left,
                upsideDown ? top + height : top,
                mirrored ? left : left + width,
                upsideDown ? top : top + height,
                null);
        graphics.dispose();
        return target;
    }
}
