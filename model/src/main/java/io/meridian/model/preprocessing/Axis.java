package io.meridian.model.preprocessing;

/**
 * How one axis of an image is resampled: for every target position the first source position and
 * the weights from there on; weights of one position sum to 1.
 */
@SuppressWarnings("ArrayRecordComponent")
record Axis(int[] first, double[][] weights) {
    static Axis of(Resample method, int from, int to) {
        return switch (method) {
            case AREA -> area(from, to);
            case BILINEAR -> bilinear(from, to);
        };
    }

    int size() {
        return first.length;
    }

    private static Axis area(int from, int to) {
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            // Whole numbers decide the bounds: i * from / to is exact where it matters.
            long begin = (long) i * from;
            long end = (long) (i + 1) * from;
            int low = (int) (begin / to);
            int high = (int) ((end + to - 1) / to);
            first[i] = low;
            weights[i] = new double[high - low];
            for (int k = low; k < high; k++) {
                long overlap = Math.min(end, (long) (k + 1) * to) - Math.max(begin, (long) k * to);
                weights[i][k - low] = (double) overlap / from;
            }
        }
        return new Axis(first, weights);
    }

    private static Axis bilinear(int from, int to) {
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * from / to - 0.5;
            double cut = Math.clamp(center, 0.0, from - 1.0);
            int low = Math.min((int) cut, Math.max(0, from - 2));
            double fraction = cut - low;
            first[i] = low;
            weights[i] = from == 1 ? new double[] {1} : new double[] {1 - fraction, fraction};
        }
        return new Axis(first, weights);
    }
}
