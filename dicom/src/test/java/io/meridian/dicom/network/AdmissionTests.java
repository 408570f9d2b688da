package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTests {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

    private final AtomicLong now = new AtomicLong(5);
    private final Admission admission =
            new Admission(AssociationLimits.DEFAULT.withAssociations(3, 2, 4), now::get);

    @Test
    void boundsAllAndEachAddress() {
        assertThat(admission.enter(ONE)).isEmpty();
        assertThat(admission.enter(ONE)).isEmpty();
        assertThat(admission.enter(ONE))
                .hasValueSatisfying(why -> assertThat(why).contains("an address has as many"));
        assertThat(admission.enter(TWO)).isEmpty();
        assertThat(admission.enter(TWO))
                .hasValueSatisfying(why -> assertThat(why).contains("there are as many"));
        admission.leave(ONE);
        assertThat(admission.enter(TWO)).isEmpty();
    }

    @Test
    void boundsHowFastAnAddressComes() {
        for (var i = 0; i < 4; i++) {
            assertThat(admission.enter(ONE)).isEmpty();
            admission.leave(ONE);
        }
        assertThat(admission.enter(ONE))
                .hasValueSatisfying(why -> assertThat(why).contains("faster than allowed"));
        assertThat(admission.enter(TWO)).isEmpty();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(admission.enter(ONE)).isPresent();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(admission.enter(ONE)).isEmpty();
    }
}
