package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.iod.Finding;
import io.meridian.dicom.iod.Validator;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.Route;
import io.meridian.dicom.network.ServiceProvider;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.StorageScp;
import io.meridian.dicom.network.StorageScu;
import io.meridian.dicom.network.StoreOutcome;
import io.meridian.dicom.network.Tls;
import io.meridian.dicom.network.VerificationService;
import io.meridian.dicom.network.query.Destinations;
import io.meridian.dicom.network.query.FindResult;
import io.meridian.dicom.network.query.QueryLevel;
import io.meridian.dicom.network.query.QueryModel;
import io.meridian.dicom.network.query.QueryService;
import io.meridian.dicom.network.query.QueryUser;
import io.meridian.dicom.network.query.RetrieveResult;
import io.meridian.dicom.network.query.RetrieveService;
import io.meridian.dicom.pixels.DecodedFrame;
import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.dicom.pixels.Rendering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's code, run; each statement here must stand there. */
class ReadmeTests {
    @Test
    void tenLinesReadShowAndWriteAnObject(@TempDir Path folder) throws IOException {
        Part10.write(
                DicomFile.of(Part10Tests.sample(), TransferSyntax.EXPLICIT_LITTLE),
                folder.resolve("chest.dcm"));

        DicomFile file = Part10.read(folder.resolve("chest.dcm"));
        DataSet image = file.dataSet();
        String name = image.first(Tags.PatientName);
        DecodedFrame frame = PixelDecoder.decode(file, 0);
        byte[] png = Rendering.png(image, frame);
        String json = DicomJson.text(image);
        DicomUid uid = DicomUid.generate();
        List<Finding> findings = Validator.standard().validate(file);
        DataSet copy = image.toBuilder().text(Tags.SOPInstanceUID, uid.value()).build();
        Part10.write(DicomFile.of(copy, file.transferSyntax()), folder.resolve("copy.dcm"));

        assertThat(name).startsWith("Ouyang");
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        assertThat(json).contains("欧阳");
        assertThat(findings).isNotEmpty();
        assertThat(Part10.read(folder.resolve("copy.dcm")).sopInstanceUid()).isEqualTo(uid.value());
        assertThat(Files.readString(Path.of("README.md")))
                .contains(
                        "String name = image.first(Tags.PatientName);",
                        "DecodedFrame frame = PixelDecoder.decode(file, 0);",
                        "byte[] png = Rendering.png(image, frame);",
                        "String json = DicomJson.text(image);",
                        "List<Finding> findings = Validator.standard().validate(file);",
                        "DataSet copy = image.toBuilder().text(Tags.SOPInstanceUID, uid.value()).build();",
                        "Part10.write(DicomFile.of(copy, file.transferSyntax()), Path.of(\"copy.dcm\"));");
    }

    @Test
    void anObjectGoesOverTheNetwork() throws IOException {
        var address = InetAddress.getLoopbackAddress();
        var syntax = TransferSyntax.EXPLICIT_LITTLE;
        var sopClass = SopClass.DIGITAL_X_RAY_FOR_PRESENTATION.uid();
        var dataSet = new ByteArrayInputStream(Part10.dataSetBytes(Part10Tests.sample(), syntax));
        var settings =
                StorageScp.Settings.of("ARCHIVE", Set.of(new KnownPeer("MODALITY", address)));
        try (var scp =
                        StorageScp.start(
                                new InetSocketAddress(address, 0),
                                settings,
                                (_, stream) -> {
                                    stream.transferTo(java.io.OutputStream.nullOutputStream());
                                    return new StoreOutcome.Stored();
                                });
                var scu =
                        StorageScu.open(
                                new StorageScu.Peers(
                                        "MODALITY",
                                        "ARCHIVE",
                                        new InetSocketAddress(address, scp.port())),
                                Set.of(new StorageScu.Presentation(sopClass, syntax)),
                                Duration.ofSeconds(10))) {
            assertThat(scu.store(sopClass, "2.25.1234567", syntax, dataSet).isSuccess()).isTrue();
        }
        assertThat(Files.readString(Path.of("README.md")))
                .contains("scu.store(sopClass, sopInstance, syntax, dataSet);");
    }

    @Test
    void anArchiveIsQueried() throws IOException, GeneralSecurityException {
        var address = InetAddress.getLoopbackAddress();
        var study = new Tag(0x0020000D);
        var identifier =
                DataSet.builder()
                        .text(QueryLevel.QUERY_RETRIEVE_LEVEL, "STUDY")
                        .text(Tags.PatientName, "Ouyang*")
                        .text(study, "")
                        .build();
        var settings =
                ServiceProvider.Settings.of(
                        "ARCHIVE",
                        Set.of(new KnownPeer("VIEWER", address)),
                        new VerificationService(),
                        new QueryService(_ -> Stream.of(Part10Tests.sample())),
                        new RetrieveService(_ -> List.of(), Destinations.NONE));
        try (var provider = ServiceProvider.start(new InetSocketAddress(address, 0), settings);
                var association =
                        QueryUser.propose(
                                        AssociationRequest.to(
                                                new Route(
                                                        "VIEWER",
                                                        "ARCHIVE",
                                                        new InetSocketAddress(
                                                                address, provider.port()))),
                                        QueryModel.STUDY_ROOT)
                                .open()) {
            association.terms().refused().forEach(context -> System.out.println(context.reason()));
            var user = new QueryUser(association, QueryModel.STUDY_ROOT);
            FindResult found = user.find(identifier, 100);
            assertThat(found.matches()).hasSize(1);
            RetrieveResult moved =
                    user.move(
                            identifier.toBuilder().text(study, "1.2.3").build(),
                            "VIEWER",
                            counts -> {});
            assertThat(moved.status()).isEqualTo(Status.UNKNOWN_DESTINATION);
        }
        var context = SSLContext.getDefault();
        assertThat(Tls.client(context)).isNotNull();
        assertThat(Tls.server(context, Tls.Clients.MUST_SHOW_CERTIFICATE)).isNotNull();
        assertThat(Files.readString(Path.of("README.md")))
                .contains(
                        "new QueryUser(association, QueryModel.STUDY_ROOT);",
                        "FindResult found = user.find(identifier, 100);",
                        "RetrieveResult moved = user.move(study, \"VIEWER\", counts -> {});",
                        "Tls.server(keys, Tls.Clients.MUST_SHOW_CERTIFICATE)");
    }
}
