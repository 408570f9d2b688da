package io.meridian.dicom.codec.jpeg2000;

import com.github.jaiimageio.jpeg2000.impl.J2KImageWriteParamJava;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriter;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import com.github.jaiimageio.jpeg2000.impl.RenderedImageSrc;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import java.util.function.Consumer;
import jj2000.j2k.codestream.writer.FileCodestreamWriter;
import jj2000.j2k.codestream.writer.HeaderEncoder;
import jj2000.j2k.entropy.encoder.EntropyCoder;
import jj2000.j2k.entropy.encoder.PostCompRateAllocator;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.image.Tiler;
import jj2000.j2k.image.forwcomptransf.ForwCompTransf;
import jj2000.j2k.quantization.quantizer.Quantizer;
import jj2000.j2k.roi.encoder.ROIScaler;
import jj2000.j2k.util.CodestreamManipulator;
import jj2000.j2k.wavelet.analysis.ForwardWT;

/** JJ2000, an encoder independent of ours that writes every mode of code-blocks. */
final class Jj2000 {
    private Jj2000() {}

    /** Waves with an edge and noise: 8 bits of grey, or three components. */
    static BufferedImage picture(int width, int height, int type, long seed) {
        var random = new Random(seed);
        var image = new BufferedImage(width, height, type);
        for (var band = 0; band < image.getRaster().getNumBands(); band++) {
            for (var y = 0; y < height; y++) {
                for (var x = 0; x < width; x++) {
                    var wave = 110 + 80 * Math.sin(x / 9.0 + band) * Math.cos(y / 7.0);
                    var value = (int) wave + random.nextInt(12) + (x > width / 2 ? 30 : 0);
                    image.getRaster().setSample(x, y, band, value);
                }
            }
        }
        return image;
    }

    /** A bare codestream; the writer of the plug-in would drop most options. */
    static byte[] encode(BufferedImage image, Consumer<J2KImageWriteParamJava> chosen)
            throws IOException {
        var options = new J2KImageWriteParamJava(image);
        chosen.accept(options);
        var writer = new J2KImageWriter(new J2KImageWriterSpi());
        var source = new RenderedImageSrc(image, options, writer);
        var tiler = new Tiler(source, 0, 0, 0, 0, options.getTileWidth(), options.getTileHeight());
        var transform = new ForwCompTransf(tiler, options);
        var wavelet = ForwardWT.createInstance(new ImgDataConverter(transform), options);
        var quantizer = Quantizer.createInstance(wavelet, options);
        var region = ROIScaler.createInstance(quantizer, options);
        var coder =
                EntropyCoder.createInstance(
                        region,
                        options,
                        options.getCodeBlockSize(),
                        options.getPrecinctPartition(),
                        options.getBypass(),
                        options.getResetMQ(),
                        options.getTerminateOnByte(),
                        options.getCausalCXInfo(),
                        options.getCodeSegSymbol(),
                        options.getMethodForMQLengthCalc(),
                        options.getMethodForMQTermination());
        var file = Files.createTempFile("jj2000", ".j2k");
        try {
            var out = new FileCodestreamWriter(file.toFile(), Integer.MAX_VALUE);
            var rate = (float) options.getEncodingRate();
            var allocator = PostCompRateAllocator.createInstance(coder, rate, out, options);
            var signed = new boolean[image.getRaster().getNumBands()];
            var header =
                    new HeaderEncoder(source, signed, wavelet, tiler, options, region, allocator);
            allocator.setHeaderEncoder(header);
            header.encodeMainHeader();
            allocator.initialize();
            header.reset();
            header.encodeMainHeader();
            out.commitBitstreamHeader(header);
            allocator.runAndWrite();
            out.close();
            if (options.getPacketPerTilePart() > 0
                    || options.getPackPacketHeaderInMain()
                    || options.getPackPacketHeaderInTile()) {
                new CodestreamManipulator(
                                file.toFile(),
                                tiler.getNumTiles(),
                                options.getPacketPerTilePart(),
                                options.getPackPacketHeaderInMain(),
                                options.getPackPacketHeaderInTile(),
                                false,
                                false)
                        .doCodestreamManipulation();
            }
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
            writer.dispose();
        }
    }

    /** Samples by pixel, as a decoder gives them. */
    static int[] samples(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }
}
