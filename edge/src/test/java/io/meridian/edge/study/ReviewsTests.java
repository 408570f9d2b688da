package io.meridian.edge.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.edge.FakeInference;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.home.Home;
import io.meridian.edge.inference.Results;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReviewsTests {
    @TempDir Path folder;

    @Test
    void oneThatCannotBeWrittenDoesNotKeepTheOthersFromTheJournal() throws Exception {
        var release = Hospital.release("first", "clinical");
        var releases = new Hospital.SetReleases();
        releases.set(Optional.of(release));
        Hospital.prepare(folder, 0);
        try (var inference = new FakeInference(release.release().value())) {
            inference.announce(new Home(folder));
            try (var hospital = new Hospital(folder, releases)) {
                try (var modality = new Modality(hospital.dicomPort())) {
                    modality.send(Modality.image("P-1", 1, 1, 240));
                }
                Hospital.await(
                        "the study is answered",
                        () ->
                                hospital.count(
                                                "SELECT count(*) FROM result WHERE reference IS NOT NULL")
                                        == 1);
                var id =
                        hospital.database("clinicalDatabase")
                                .read()
                                .sql("SELECT id FROM result")
                                .query((rs, _) -> rs.getString(1))
                                .single();
                var reviews = hospital.bean(Reviews.class);
                reviews.add(
                        hospital.bean(Results.class).find(id).orElseThrow(),
                        "doctor",
                        Reviews.AGREE,
                        "positive",
                        null);
                hospital.database("clinicalDatabase")
                        .update(jdbc -> {
                            // One whose result is not in the journal, and older than the good one.
                            jdbc.sql(
                                            "INSERT INTO result(id, study, instances, at, sealed, state, pacs)"
                                                    + " SELECT 'bad', study, instances, at, sealed, 'evaluated', pacs FROM result")
                                    .update();
                            jdbc.sql(
                                            "INSERT INTO review(result, number, verdict, finding, sealed, reviewer, at)"
                                                    + " SELECT 'bad', 1, verdict, finding, sealed, reviewer, 0 FROM review")
                                    .update();
                            jdbc.sql("UPDATE review SET entry = NULL").update();
                        });
                reviews.settle();

                assertThat(
                                hospital.count(
                                        "SELECT count(*) FROM review WHERE result <> 'bad' AND entry IS NOT NULL"))
                        .isEqualTo(1);
                assertThat(
                                hospital.count(
                                        "SELECT attempts FROM review WHERE result = 'bad' AND next_attempt > 0"))
                        .isPositive();
            }
        }
    }
}
