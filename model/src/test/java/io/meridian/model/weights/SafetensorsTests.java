package io.meridian.model.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTests {
    private static final Weights TWO = two();

    private static Weights two() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", Tensor.floats(List.of(2L, 2L), 1, -2, 0.5f, 3));
        tensors.put("a", Tensor.longs(List.of(), 7));
        return new Weights(tensors);
    }

    @Test
    void readsTheVectorWrittenByHand() {
        byte[] bytes =
                file(
                        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                        0,
                        0,
                        -128,
                        63);

        assertThat(Weights.parse(bytes).get("x").floats()).containsExactly(1f);
    }

    @Test
    void survivesARoundTripInMemoryAndThroughAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        TWO.write(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(TWO.toBytes());
        Weights read = Weights.read(file);
        assertThat(read.tensors().keySet()).containsExactly("b", "a");
        assertThat(read.get("b").floats()).containsExactly(1, -2, 0.5f, 3);
        assertThat(read.get("b").shape()).containsExactly(2L, 2L);
        assertThat(Weights.parse(TWO.toBytes()).get("a").longs()).containsExactly(7);
    }

    @Test
    void readsBlocksAndMapsWithoutReading(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("weights.safetensors");
        TWO.write(path);
        try (Arena arena = Arena.ofConfined()) {
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                ByteBuffer block = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                file.read(file.get("b"), 4, block);
                assertThat(block.getFloat(0)).isEqualTo(-2);
                assertThatThrownBy(() -> file.read(file.get("b"), 16, ByteBuffer.allocate(4)))
                        .isInstanceOf(IllegalArgumentException.class);
                var mapped = file.map(file.get("b"), arena);
                assertThat(mapped.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 12)).isEqualTo(3);
            }
        }
    }

    @Test
    void leavesNothingBehindWhenItIsNotCommitted(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, Safetensors.layout(TWO))) {
            writer.append(TWO.get("b").bytes());
            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesDamagedHeadersSayingWhy() {
        refuses(new byte[3], "8 bytes of header length");
        refuses(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, "2 to 16777216 bytes");
        refuses(new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'}, "within the file of 10");
        refuses(file("{\"x\":"), "not JSON");
        refuses(file("[]"), "an object");
        refuses(file(entry("F32", "[1]", "[0,4]")), "cover 4 bytes, the data has 0");
        refuses(file(entry("F32", "[1]", "[4,8]"), 0, 0, 0, 0, 0, 0, 0, 0), "must begin at 0");
        refuses(file(entry("F32", "[2]", "[0,4]"), 0, 0, 0, 0), "needs 8 bytes");
        refuses(file(entry("F7", "[1]", "[0,4]"), 0, 0, 0, 0), "does not know the dtype");
        refuses(file(entry("F32", "[-1]", "[0,4]"), 0, 0, 0, 0), "negative");
        refuses(file(entry("F32", "[1.5]", "[0,4]"), 0, 0, 0, 0), "are needed");
        refuses(
                file(entry("F32", "[4294967296,4294967296]", "[0,4]"), 0, 0, 0, 0),
                "its size overflows");
        refuses(file("{\"x\":{},\"x\":{}}"), "not JSON"); // twice the same name
    }

    @Test
    void neverFailsOtherwiseWhateverTheBytes() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        byte[] good = TWO.toBytes();
        for (int i = 0; i < 3000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int k = random.nextInt(4); k > 0 && bad.length > 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                Weights.parse(bad);
            } catch (WeightsException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                fail("seed %d, case %d".formatted(seed, i), e);
            }
        }
    }

    @Test
    void saysWhichTensorDoesNotFitTheNetwork() {
        Graph graph = Networks.smallResidual(Shape.of(1, 8, 8), 4, 1, 1);
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Initialisation.kaiming(graph, 1).tensors());
        new Weights(tensors).requireFit(graph);

        tensors.put("bn1.num_batches_tracked", Tensor.longs(List.of(), 5));
        new Weights(tensors).requireFit(graph);
        tensors.put("extra", Tensor.floats(List.of(1L), 1));
        assertThatThrownBy(() -> new Weights(tensors).requireFit(graph))
                .hasMessageContaining("extra belongs to no node");
        tensors.remove("extra");
        tensors.put("fc.weight", Tensor.floats(List.of(1L, 3L), 1, 2, 3));
        assertThatThrownBy(() -> new Weights(tensors).requireFit(graph))
                .hasMessageContaining("fc.weight must be F32 [1, 4]");
        tensors.remove("fc.weight");
        assertThatThrownBy(() -> new Weights(tensors).requireFit(graph))
                .hasMessageContaining("fc.weight is missing");
    }

    @Test
    void isReadAndWrittenByTheReferenceImplementation(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path ours = folder.resolve("ours.safetensors");
        Path theirs = folder.resolve("theirs.safetensors");
        TWO.write(ours);

        String printed =
                Peers.runPython(
                        List.of("safetensors.numpy", "numpy"),
                        """
                        import sys, numpy
                        from safetensors.numpy import load_file, save_file
                        t = load_file(sys.argv[1])
                        assert t['b'].tolist() == [[1, -2], [0.5, 3]] and int(t['a']) == 7
                        save_file({'c': numpy.arange(6, dtype=numpy.float32).reshape(2, 3)}, sys.argv[2], metadata={'k': 'v'})
                        print('read')
                        """,
                        ours,
                        theirs);

        assertThat(printed).contains("read");
        Tensor tensor = Weights.read(theirs).get("c");
        assertThat(tensor.shape()).containsExactly(2L, 3L);
        assertThat(tensor.floats()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    private static String entry(String type, String shape, String offsets) {
        return "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
                .formatted(type, shape, offsets);
    }

    private static byte[] file(String header, int... data) {
        byte[] json = header.getBytes(UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int value : data) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    private static void refuses(byte[] bytes, String part) {
        assertThatThrownBy(() -> Weights.parse(bytes))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(part);
    }
}
