package io.meridian.dicom.network.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.Daemon;
import io.meridian.dicom.network.DimseResponse;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.Roles;
import io.meridian.dicom.network.Route;
import io.meridian.dicom.network.ServiceProvider;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.VerificationService;
import io.meridian.dicom.network.workflow.CommitmentResult.Reference;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowTests {
    private static final String STEP = "2.25.11";

    private final MemorySteps steps = new MemorySteps();
    private final LinkedBlockingQueue<CommitmentResult> committed = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider provider;

    private static final class MemorySteps implements PerformedSteps {
        private final Map<String, DataSet> kept = new ConcurrentHashMap<>();

        DataSet step() {
            return Objects.requireNonNull(kept.get(STEP), "the step was not created");
        }

        @Override
        public boolean create(String sopInstance, DataSet step) {
            return kept.putIfAbsent(sopInstance, step) == null;
        }

        @Override
        public Optional<DataSet> find(String sopInstance) {
            return Optional.ofNullable(kept.get(sopInstance));
        }

        @Override
        public boolean replace(String sopInstance, DataSet expected, DataSet step) {
            return kept.replace(sopInstance, expected, step);
        }
    }

    @BeforeEach
    void start() throws IOException {
        provider =
                ServiceProvider.start(
                        Daemon.loopback(0),
                        ServiceProvider.Settings.of(
                                "RIS",
                                Set.of(new KnownPeer("MODALITY", InetAddress.getLoopbackAddress())),
                                new VerificationService(),
                                new PerformedStepService(steps),
                                new CommitmentReports(committed::add)));
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    private AssociationRequest.Builder request() {
        return AssociationRequest.to(
                new Route("MODALITY", "RIS", Daemon.loopback(provider.port())));
    }

    private static DataSet begun() {
        return DataSet.builder()
                .text(Tags.Modality, "CT")
                .text(Tags.PatientID, "P1")
                .text(WorkflowTags.STEP_ID, "S1")
                .text(WorkflowTags.STATION_AE_TITLE, "MODALITY")
                .text(WorkflowTags.STEP_START_DATE, "20200101")
                .text(WorkflowTags.STEP_START_TIME, "0900")
                .text(WorkflowTags.STEP_STATUS, StepStatus.IN_PROGRESS.term())
                .item(
                        WorkflowTags.SCHEDULED_STEPS,
                        item -> item.text(WorkflowTags.STUDY_INSTANCE_UID, "2.25.5"))
                .put(Element.sequence(WorkflowTags.PERFORMED_SERIES, List.of()))
                .build();
    }

    private static DataSet ended(StepStatus status) {
        return DataSet.builder()
                .text(WorkflowTags.STEP_STATUS, status.term())
                .text(WorkflowTags.STEP_END_DATE, "20200101")
                .text(WorkflowTags.STEP_END_TIME, "0930")
                .item(
                        WorkflowTags.PERFORMED_SERIES,
                        item -> item.text(WorkflowTags.SERIES_INSTANCE_UID, "2.25.6"))
                .build();
    }

    @Nested
    class AStep {
        private DimseResponse create(String uid, DataSet step) {
            try (var association = request().propose(PerformedStepService.SOP_CLASS).open()) {
                return new PerformedStepUser(association).create(uid, step);
            }
        }

        private DimseResponse modify(String uid, DataSet changes) {
            try (var association = request().propose(PerformedStepService.SOP_CLASS).open()) {
                return new PerformedStepUser(association).modify(uid, changes);
            }
        }

        @Test
        void isCreatedChangedAndCompletedAndThenStays() {
            assertThat(create(STEP, begun()).status()).isEqualTo(Status.SUCCESS);
            assertThat(create(STEP, begun()).status()).isEqualTo(Status.DUPLICATE_INSTANCE);
            assertThat(modify(STEP, ended(StepStatus.COMPLETED)).status())
                    .isEqualTo(Status.SUCCESS);
            var kept = steps.step();
            assertThat(kept.first(WorkflowTags.STEP_STATUS)).isEqualTo("COMPLETED");
            assertThat(kept.first(Tags.PatientID)).isEqualTo("P1");
            var late = modify(STEP, ended(StepStatus.DISCONTINUED));
            assertThat(late.status()).isEqualTo(Status.PROCESSING_FAILURE);
            assertThat(late.errorId()).isEqualTo(0xA710);
            assertThat(steps.step()).isEqualTo(kept);
        }

        @Test
        void getsANumberWhereTheUserGivesNone() {
            var response = create("", begun());
            assertThat(response.status()).isEqualTo(Status.SUCCESS);
            assertThat(steps.kept).containsOnlyKeys(response.sopInstance());
        }

        @Test
        void needsItsAttributesAndABeginning() {
            var noStart = begun().toBuilder().remove(WorkflowTags.STEP_START_DATE).build();
            assertThat(create(STEP, noStart).status()).isEqualTo(Status.MISSING_ATTRIBUTE);
            var emptyStart = begun().toBuilder().text(WorkflowTags.STEP_START_DATE, "").build();
            assertThat(create(STEP, emptyStart).status()).isEqualTo(Status.MISSING_VALUE);
            var over = begun().toBuilder().text(WorkflowTags.STEP_STATUS, "COMPLETED").build();
            assertThat(create(STEP, over).status()).isEqualTo(Status.INVALID_ATTRIBUTE_VALUE);
            assertThat(modify(STEP, ended(StepStatus.COMPLETED)).status())
                    .isEqualTo(Status.NO_SUCH_INSTANCE);
            assertThat(steps.kept).isEmpty();
        }

        @Test
        void isNotCompletedWithoutASeriesNorGivenToAnotherPatient() {
            assertThat(create(STEP, begun()).status()).isEqualTo(Status.SUCCESS);
            var noSeries =
                    ended(StepStatus.COMPLETED).toBuilder()
                            .put(Element.sequence(WorkflowTags.PERFORMED_SERIES, List.of()))
                            .build();
            assertThat(modify(STEP, noSeries).status()).isEqualTo(Status.MISSING_VALUE);
            var other = DataSet.builder().text(Tags.PatientID, "P2").build();
            assertThat(modify(STEP, other).status()).isEqualTo(Status.INVALID_ATTRIBUTE_VALUE);
            assertThat(steps.step()).isEqualTo(begun());
        }
    }

    @Nested
    class AsAProviderOfCommitment {
        @Test
        void weAreNotThere() {
            try (var association = request().propose(CommitmentUser.SOP_CLASS).open()) {
                assertThat(association.terms().contexts()).isEmpty();
                assertThat(association.terms().refused()).hasSize(1);
                assertThat(association.terms().refused().getFirst().result()).isEqualTo(3);
                assertThatThrownBy(() ->
                                CommitmentUser.request(
                                        association,
                                        "2.25.1",
                                        List.of(new Reference(SopClass.CT.uid(), "2.25.2"))))
                        .isInstanceOf(AssociationException.class)
                        .hasMessageContaining("did not accept");
            }
        }

        /** Also not for one who asks for both roles. */
        @Test
        void weGrantOnlyTheOtherRole() {
            try (var association =
                    request()
                            .propose(CommitmentUser.SOP_CLASS)
                            .roles(CommitmentUser.SOP_CLASS, Roles.BOTH)
                            .open()) {
                assertThat(association.terms().roles().get(CommitmentUser.SOP_CLASS))
                        .isEqualTo(Roles.PROVIDER);
                assertThatThrownBy(() ->
                                CommitmentUser.request(
                                        association,
                                        "2.25.1",
                                        List.of(new Reference(SopClass.CT.uid(), "2.25.2"))))
                        .isInstanceOf(AssociationException.class)
                        .hasMessageContaining("roles");
            }
        }
    }

    @Nested
    class WithPynetdicom {
        private static final String PROVIDER =
                """
                import sys, threading
                from pynetdicom import AE, build_role, evt
                from pynetdicom.sop_class import *
                from pydicom.dataset import Dataset
                from pydicom.uid import ExplicitVRLittleEndian
                port, back, separate = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == 'separate'
                todo = []
                def report(assoc, info):
                    done = Dataset()
                    done.TransactionUID = info.TransactionUID
                    done.ReferencedSOPSequence = info.ReferencedSOPSequence[:1]
                    failed = Dataset()
                    failed.ReferencedSOPClassUID = info.ReferencedSOPSequence[1].ReferencedSOPClassUID
                    failed.ReferencedSOPInstanceUID = info.ReferencedSOPSequence[1].ReferencedSOPInstanceUID
                    failed.FailureReason = 0x0112
                    done.FailedSOPSequence = [failed]
                    status, _ = assoc.send_n_event_report(
                        done, 2, StorageCommitmentPushModel, '1.2.840.10008.1.20.1.1')
                    print('REPORTED', hex(status.Status), flush=True)
                def action(event):
                    info = event.action_information
                    if separate:
                        todo.append(info)
                    else:
                        threading.Thread(target=report, args=(event.assoc, info)).start()
                    return 0x0000, None
                def released(event):
                    while todo:
                        info = todo.pop()
                        ae2 = AE('MODALITY')
                        ae2.add_requested_context(StorageCommitmentPushModel)
                        assoc = ae2.associate('127.0.0.1', back, ae_title='RIS', ext_neg=[
                            build_role(StorageCommitmentPushModel, scp_role=True)])
                        report(assoc, info)
                        assoc.release()
                created = {}
                def create(event):
                    print('CREATED', event.request.AffectedSOPClassUID,
                          event.attribute_list.get('PerformedProcedureStepStatus', '-'), flush=True)
                    created[event.request.AffectedSOPInstanceUID] = event.attribute_list
                    return 0x0000, event.attribute_list
                def change(event):
                    old = created[event.request.RequestedSOPInstanceUID]
                    old.update(event.modification_list)
                    print('SET', old.PerformedProcedureStepStatus, flush=True)
                    return 0x0000, old
                ae = AE('PYNET')
                for uid in (StorageCommitmentPushModel, ModalityPerformedProcedureStep,
                            InstanceAvailabilityNotification, Verification):
                    ae.add_supported_context(uid)
                ae.start_server(('127.0.0.1', port), block=False, evt_handlers=[
                    (evt.EVT_N_ACTION, action), (evt.EVT_N_CREATE, create),
                    (evt.EVT_N_SET, change), (evt.EVT_RELEASED, released)])
                print('READY', flush=True)
                threading.Event().wait()
                """;

        private Daemon pynetdicom(String mode) throws IOException {
            var python = Peers.python("pynetdicom");
            var port = Daemon.freePort();
            var script = folder.resolve("provider.py");
            Files.writeString(script, PROVIDER);
            return Daemon.startUntil(
                    folder,
                    port,
                    "READY",
                    List.of(
                            python,
                            script.toString(),
                            Integer.toString(port),
                            Integer.toString(provider.port()),
                            mode));
        }

        private AssociationRequest.Builder to(Daemon daemon) {
            return AssociationRequest.to(
                    new Route("MODALITY", "PYNET", Daemon.loopback(daemon.port())));
        }

        private static List<Reference> two() {
            return List.of(
                    new Reference(SopClass.CT.uid(), "2.25.1"),
                    new Reference(SopClass.MR.uid(), "2.25.2"));
        }

        private static void check(CommitmentResult result) {
            assertThat(result.transaction()).isEqualTo("2.25.99");
            assertThat(result.kept()).containsExactly(two().getFirst());
            assertThat(result.failed())
                    .containsExactly(new CommitmentResult.Failure(two().getLast(), 0x0112));
        }

        @Test
        void commitmentComesOnTheSameAssociation() throws Exception {
            var mine = new LinkedBlockingQueue<CommitmentResult>();
            try (var daemon = pynetdicom("same");
                    var association =
                            to(daemon)
                                    .propose(CommitmentUser.SOP_CLASS)
                                    .serve(new CommitmentReports(mine::add))
                                    .open()) {
                assertThat(CommitmentUser.request(association, "2.25.99", two()).status())
                        .isEqualTo(Status.SUCCESS);
                for (var i = 0; i < 100 && mine.isEmpty(); i++) {
                    association.serve(Duration.ofMillis(200));
                }
                check(mine.remove());
            }
        }

        @Test
        void commitmentComesOnAnAssociationOfTheProvider() throws Exception {
            try (var daemon = pynetdicom("separate")) {
                try (var association = to(daemon).propose(CommitmentUser.SOP_CLASS).open()) {
                    assertThat(CommitmentUser.request(association, "2.25.99", two()).status())
                            .isEqualTo(Status.SUCCESS);
                }
                var result = committed.poll(30, TimeUnit.SECONDS);
                assertThat(result).as(daemon.said()).isNotNull();
                check(result);
            }
        }

        @Test
        void stepsAndAvailabilityAreTaken() throws IOException {
            try (var daemon = pynetdicom("same");
                    var association =
                            to(daemon)
                                    .propose(PerformedStepService.SOP_CLASS)
                                    .propose(InstanceAvailability.SOP_CLASS)
                                    .open()) {
                var user = new PerformedStepUser(association);
                assertThat(user.create(STEP, begun()).status()).isEqualTo(Status.SUCCESS);
                assertThat(user.modify(STEP, ended(StepStatus.COMPLETED)).status())
                        .isEqualTo(Status.SUCCESS);
                var notification =
                        DataSet.builder()
                                .text(WorkflowTags.STUDY_INSTANCE_UID, "2.25.5")
                                .sequence(WorkflowTags.PERFORMED_SERIES)
                                .build();
                assertThat(InstanceAvailability.notify(association, notification).status())
                        .isEqualTo(Status.SUCCESS);
                assertThat(daemon.said())
                        .contains("CREATED 1.2.840.10008.3.1.2.3.3 IN PROGRESS")
                        .contains("SET COMPLETED")
                        .contains("CREATED " + InstanceAvailability.SOP_CLASS);
            }
        }

        @Test
        void itsStepsAreTakenByUs() {
            var said =
                    Peers.runPython(
                            List.of("pynetdicom"),
                            """
                            import sys
                            from pynetdicom import AE
                            from pynetdicom.sop_class import ModalityPerformedProcedureStep as M
                            from pydicom.dataset import Dataset
                            ae = AE('MODALITY')
                            ae.add_requested_context(M)
                            a = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='RIS')
                            d = Dataset()
                            d.Modality = 'CT'
                            d.PerformedProcedureStepID = 'S'
                            d.PerformedStationAETitle = 'X'
                            d.PerformedProcedureStepStartDate = '20200101'
                            d.PerformedProcedureStepStartTime = '0900'
                            d.PerformedProcedureStepStatus = 'IN PROGRESS'
                            s = Dataset()
                            s.StudyInstanceUID = '2.25.5'
                            d.ScheduledStepAttributesSequence = [s]
                            print('%04X' % a.send_n_create(d, M, '2.25.11')[0].Status)
                            e = Dataset()
                            e.PerformedProcedureStepStatus = 'DISCONTINUED'
                            print('%04X' % a.send_n_set(e, M, '2.25.11')[0].Status)
                            e.PerformedProcedureStepEndDate = '20200101'
                            e.PerformedProcedureStepEndTime = '0910'
                            p = Dataset()
                            p.SeriesInstanceUID = '2.25.6'
                            e.PerformedSeriesSequence = [p]
                            print('%04X' % a.send_n_set(e, M, '2.25.11')[0].Status)
                            print('%04X' % a.send_n_set(e, M, '2.25.11')[0].Status)
                            a.release()
                            """,
                            provider.port());
            assertThat(said.lines()).containsExactly("0000", "0120", "0000", "0110");
            assertThat(steps.step().first(WorkflowTags.STEP_STATUS)).isEqualTo("DISCONTINUED");
        }
    }
}
