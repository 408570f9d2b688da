package io.meridian.model;

import java.util.Map;

/**
 * Which ready network a job asks for: the {@code network} map of the job document.
 *
 * @param name a name that {@link Networks} knows
 * @param width channels of the first stage, 4 to 256
 * @param blocks residual blocks, 1 to 6; each after the first halves the image and doubles the
 *     channels
 */
public record NetworkSpec(String name, int width, int blocks) {
    public NetworkSpec {
        if (!name.equals(Networks.SMALL_RESNET)) {
            throw new IllegalArgumentException(
                    "network.name must be one of [%s]".formatted(Networks.SMALL_RESNET));
        }
        if (width < 4 || width > 256) {
            throw new IllegalArgumentException(
                    "network.width must be in [4, 256], not %d".formatted(width));
        }
        if (blocks < 1 || blocks > 6) {
            throw new IllegalArgumentException(
                    "network.blocks must be in [1, 6], not %d".formatted(blocks));
        }
    }

    /** From a parsed job document; unknown fields are refused, missing ones take the defaults. */
    public static NetworkSpec of(Map<String, ?> map) {
        for (String key : map.keySet()) {
            switch (key) {
                case "name", "width", "blocks" -> {}
                default ->
                        throw new IllegalArgumentException(
                                "network has the fields name, width and blocks, not " + key);
            }
        }
        Object name = map.containsKey("name") ? map.get("name") : Networks.SMALL_RESNET;
        return new NetworkSpec(
                String.valueOf(name), whole(map, "width", 16), whole(map, "blocks", 3));
    }

    private static int whole(Map<String, ?> map, String field, int otherwise) {
        Object value = map.get(field);
        return switch (value) {
            case null -> otherwise;
            case Integer whole -> whole;
            case Long whole -> Math.toIntExact(whole);
            default ->
                    throw new IllegalArgumentException(
                            "network.%s must be a whole number".formatted(field));
        };
    }
}
