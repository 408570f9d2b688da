package io.meridian.dicom.network.query;

import static io.meridian.dicom.network.query.Studies.identifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.AssociationLimits;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.Daemon;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.Route;
import io.meridian.dicom.network.ServiceProvider;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.StorageService;
import io.meridian.dicom.network.SubOperations;
import io.meridian.dicom.network.VerificationService;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our users against our providers. */
class QueryServiceTests {
    private static final String SC = SopClass.SECONDARY_CAPTURE.uid();
    private static final Set<KnownPeer> PEERS =
            Set.of(
                    new KnownPeer("USER", InetAddress.getLoopbackAddress()),
                    new KnownPeer("ARCHIVE", InetAddress.getLoopbackAddress()));

    private final MemoryArchive archive = Studies.archive();
    private final MemoryArchive other = new MemoryArchive();
    private final Map<String, Integer> destinations = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider provider;

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider destination;

    @BeforeEach
    void start() throws IOException {
        destination =
                ServiceProvider.start(
                        Daemon.loopback(0),
                        ServiceProvider.Settings.of("OTHER", PEERS, StorageService.of(other)));
        destinations.put("OTHER", destination.port());
        provider = provider(archive, AssociationLimits.DEFAULT);
    }

    private ServiceProvider provider(QueryHandler handler, AssociationLimits limits)
            throws IOException {
        return ServiceProvider.start(
                Daemon.loopback(0),
                ServiceProvider.Settings.of(
                                "ARCHIVE",
                                PEERS,
                                new VerificationService(),
                                new QueryService(handler),
                                new RetrieveService(archive, this::destination))
                        .withLimits(limits));
    }

    private Optional<AssociationRequest.Builder> destination(String title) {
        return Optional.ofNullable(destinations.get(title))
                .map(port ->
                        AssociationRequest.to(new Route("ARCHIVE", title, Daemon.loopback(port))));
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
        destination.close();
    }

    private AssociationRequest.Builder to(ServiceProvider called) {
        return AssociationRequest.to(new Route("USER", "ARCHIVE", Daemon.loopback(called.port())));
    }

    private FindResult find(QueryModel model, DataSet identifier) {
        try (var association = QueryUser.propose(to(provider), model).open()) {
            return new QueryUser(association, model).find(identifier, 100);
        }
    }

    private static List<String> values(FindResult result, Tag tag) {
        return result.matches().stream().map(match -> match.first(tag)).sorted().toList();
    }

    @Test
    void findsAtEachLevelOfBothModels() {
        assertThat(
                        values(
                                find(
                                        QueryModel.PATIENT_ROOT,
                                        identifier(
                                                        QueryLevel.PATIENT,
                                                        Tags.PatientID,
                                                        Tags.PatientName)
                                                .build()),
                                Tags.PatientID))
                .containsExactly("P1", "P2", "P3");
        assertThat(
                        values(
                                find(
                                        QueryModel.STUDY_ROOT,
                                        identifier(QueryLevel.STUDY, Studies.STUDY)
                                                .text(Tags.StudyDescription, "CH*")
                                                .build()),
                                Studies.STUDY))
                .containsExactly("2.25.9.1", "2.25.9.3");
        assertThat(
                        values(
                                find(
                                        QueryModel.STUDY_ROOT,
                                        identifier(QueryLevel.SERIES, Tags.Modality)
                                                .text(Studies.STUDY, "2.25.9.1")
                                                .text(Studies.SERIES, "")
                                                .build()),
                                Tags.Modality))
                .contains("CR", "OT");
        var images =
                find(
                        QueryModel.STUDY_ROOT,
                        identifier(QueryLevel.IMAGE, Tags.SOPInstanceUID)
                                .text(Studies.STUDY, "2.25.9.1")
                                .text(Studies.SERIES, "2.25.9.1.1")
                                .build());
        assertThat(values(images, Tags.SOPInstanceUID))
                .containsExactly("2.25.9.1.1.1", "2.25.9.1.1.2");
        assertThat(images.matches()).allMatch(match -> match.first(Studies.LEVEL).equals("IMAGE"));
        assertThat(images.status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void answersInTheCharacterSetOfWhatItFound() {
        var result =
                find(
                        QueryModel.PATIENT_ROOT,
                        DataSet.builder()
                                .characterSet(CharacterSet.UTF_8)
                                .text(Studies.LEVEL, "PATIENT")
                                .text(Tags.PatientName, "王^*")
                                .text(Tags.PatientID, "")
                                .build());
        assertThat(values(result, Tags.PatientID)).containsExactly("P3");
        assertThat(result.matches().getFirst().first(Tags.PatientName))
                .isEqualTo("Wang^Xiaodong=王^小东");
    }

    @Test
    void refusesAnIdentifierThatBreaksTheHierarchyUnlessRelationalQueriesAreAgreed() {
        var series = identifier(QueryLevel.SERIES, Studies.SERIES).build();
        assertThat(find(QueryModel.STUDY_ROOT, series).status())
                .isEqualTo(Status.IDENTIFIER_DOES_NOT_MATCH);
        assertThat(
                        find(
                                        QueryModel.STUDY_ROOT,
                                        identifier(QueryLevel.PATIENT, Tags.PatientID).build())
                                .status())
                .isEqualTo(Status.IDENTIFIER_DOES_NOT_MATCH);
        var model = QueryModel.STUDY_ROOT;
        try (var association =
                QueryUser.propose(to(provider), model)
                        .extended(model.findClass(), (byte) 1, (byte) 1, (byte) 1)
                        .open()) {
            assertThat(association.terms().extended().get(model.findClass()))
                    .containsExactly(1, 1, 0);
            assertThat(new QueryUser(association, model).find(series, 100).matches()).hasSize(8);
            var combined =
                    identifier(QueryLevel.STUDY, Studies.STUDY)
                            .text(Tags.StudyDate, "20200115-20200116")
                            .text(Tags.StudyTime, "0900-1300")
                            .build();
            assertThat(values(new QueryUser(association, model).find(combined, 9), Studies.STUDY))
                    .containsExactly("2.25.9.3");
        }
    }

    @Test
    void saysThatAKeyIsNotSupported() throws IOException {
        var handler =
                new QueryHandler() {
                    @Override
                    public Stream<DataSet> candidates(Query query) {
                        return archive.candidates(query);
                    }

                    @Override
                    public boolean supports(Query query, Tag key) {
                        return !key.equals(Tags.StudyDescription);
                    }
                };
        try (var limited = provider(handler, AssociationLimits.DEFAULT);
                var association = QueryUser.propose(to(limited), QueryModel.STUDY_ROOT).open()) {
            var result =
                    new QueryUser(association, QueryModel.STUDY_ROOT)
                            .find(
                                    identifier(QueryLevel.STUDY, Studies.STUDY)
                                            .text(Tags.StudyDescription, "HAND")
                                            .build(),
                                    100);
            assertThat(result.unsupportedKeys()).isTrue();
            assertThat(result.matches())
                    .hasSize(4)
                    .noneMatch(match -> match.contains(Tags.StudyDescription));
        }
    }

    @Test
    void stopsAtALimitOfResultsAndWhenTheUserCancels() throws Exception {
        var closed = new CountDownLatch(1);
        QueryHandler endless =
                _ ->
                        IntStream.iterate(1, i -> i + 1)
                                .mapToObj(i ->
                                        DataSet.builder().text(Tags.PatientID, "P" + i).build())
                                .onClose(closed::countDown);
        var limits = AssociationLimits.DEFAULT.withOperations(1, 1_000_000, 10);
        try (var many = provider(endless, limits);
                var association = QueryUser.propose(to(many), QueryModel.PATIENT_ROOT).open()) {
            var user = new QueryUser(association, QueryModel.PATIENT_ROOT);
            var result = user.find(identifier(QueryLevel.PATIENT, Tags.PatientID).build(), 5);
            assertThat(result.matches()).hasSize(5);
            assertThat(result.complete()).isFalse();
            assertThat(result.status()).isEqualTo(Status.CANCELLED);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
        try (var few = provider(endless, limits.withOperations(1, 50, 10));
                var association = QueryUser.propose(to(few), QueryModel.PATIENT_ROOT).open()) {
            var user = new QueryUser(association, QueryModel.PATIENT_ROOT);
            var result = user.find(identifier(QueryLevel.PATIENT, Tags.PatientID).build(), 100);
            assertThat(result.matches()).hasSize(50);
            assertThat(result.status()).isEqualTo(Status.OUT_OF_RESOURCES);
        }
    }

    @Test
    void movesAStudyToAKnownDestinationOnly() {
        var model = QueryModel.STUDY_ROOT;
        try (var association = QueryUser.propose(to(provider), model).open()) {
            var user = new QueryUser(association, model);
            var study = identifier(QueryLevel.STUDY).text(Studies.STUDY, "2.25.9.1").build();
            var steps = new ArrayList<SubOperations>();
            var result = user.move(study, "OTHER", steps::add);
            assertThat(result.status()).isEqualTo(Status.SUCCESS);
            assertThat(result.counts()).isEqualTo(new SubOperations(0, 4, 0, 0));
            assertThat(steps)
                    .containsExactly(
                            new SubOperations(3, 1, 0, 0),
                            new SubOperations(2, 2, 0, 0),
                            new SubOperations(1, 3, 0, 0));
            assertThat(other.objects()).hasSize(4);
            other.objects()
                    .forEach((uid, held) ->
                            assertThat(held.bytes()).isEqualTo(archive.held(uid).bytes()));
            assertThat(user.move(study, "STRANGER", steps::add).status())
                    .isEqualTo(Status.UNKNOWN_DESTINATION);
        }
    }

    @Test
    void saysWhichObjectsADestinationDidNotTake() throws IOException {
        destination.close();
        var model = QueryModel.STUDY_ROOT;
        try (var association = QueryUser.propose(to(provider), model).open()) {
            var result =
                    new QueryUser(association, model)
                            .move(
                                    identifier(QueryLevel.STUDY)
                                            .text(Studies.STUDY, "2.25.9.1")
                                            .build(),
                                    "OTHER",
                                    _ -> {});
            assertThat(result.status()).isEqualTo(Status.CANNOT_PERFORM_SUB_OPERATIONS);
            assertThat(result.counts().failed()).isEqualTo(4);
            assertThat(result.failedInstances()).hasSize(4).contains("2.25.9.1.2.2");
        }
    }

    @Test
    void getsObjectsOnTheSameAssociationInTheAgreedRoles() {
        var model = QueryModel.PATIENT_ROOT;
        var mine = new MemoryArchive();
        var storage =
                List.of(
                        new AssociationRequest.Proposed(
                                SC, List.of(TransferSyntax.EXPLICIT_LITTLE)));
        try (var association =
                QueryUser.proposeGet(to(provider), model, storage)
                        .serve(StorageService.of(mine))
                        .open()) {
            var result =
                    new QueryUser(association, model)
                            .get(
                                    identifier(QueryLevel.PATIENT)
                                            .text(Tags.PatientID, "P1")
                                            .build(),
                                    _ -> {});
            assertThat(result.status()).isEqualTo(Status.SUCCESS);
            assertThat(result.counts().completed()).isEqualTo(8);
            assertThat(mine.objects()).hasSize(8);
        }
    }

    @Test
    void sendsNothingByGetWhereTheStorageRoleWasNotAgreed() {
        var model = QueryModel.STUDY_ROOT;
        try (var association = to(provider).propose(model.getClassUid()).open()) {
            var result =
                    new QueryUser(association, model)
                            .get(
                                    identifier(QueryLevel.STUDY)
                                            .text(Studies.STUDY, "2.25.9.1")
                                            .build(),
                                    _ -> {});
            assertThat(result.status()).isEqualTo(Status.CANNOT_PERFORM_SUB_OPERATIONS);
            assertThat(result.counts().failed()).isEqualTo(4);
        }
    }

    @Test
    void limitsHowManyObjectsOneRetrievalMoves() throws IOException {
        var limits = AssociationLimits.DEFAULT.withOperations(1, 100, 3);
        var model = QueryModel.STUDY_ROOT;
        try (var small = provider(archive, limits);
                var association = QueryUser.propose(to(small), model).open()) {
            var result =
                    new QueryUser(association, model)
                            .move(
                                    identifier(QueryLevel.STUDY)
                                            .text(Studies.STUDY, "2.25.9.1")
                                            .build(),
                                    "OTHER",
                                    _ -> {});
            assertThat(result.status()).isEqualTo(Status.CANNOT_PERFORM_SUB_OPERATIONS);
            assertThat(other.objects()).isEmpty();
        }
    }
}
