package io.meridian.edge.dicomweb;

import io.meridian.application.database.Database;
import io.meridian.application.http.ApiException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.inference.Images;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.edge.reception.InstanceHeader;
import io.meridian.edge.reception.Instances;
import io.meridian.edge.reception.Lookups;
import io.meridian.edge.reception.Sealed;
import io.meridian.edge.work.Memory;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Objects of the clinical zone by their UIDs. Thread-safe. */
@Component
final class StoredObjects {
    /** Instances of one answer. */
    static final int MOST = 50_000;

    private static final int PAGE = 500;

    /** A file in memory, its elements, and what is made of them. */
    private static final int COPIES = 3;

    private final Database database;
    private final Lookups lookups;
    private final Instances instances;
    private final ClinicalObjects objects;
    private final Sealed sealed;
    private final Memory memory;

    StoredObjects(
            Database clinicalDatabase,
            Lookups lookups,
            Instances instances,
            ClinicalObjects objects,
            Sealed sealed,
            Memory memory) {
        this.database = clinicalDatabase;
        this.lookups = lookups;
        this.instances = instances;
        this.objects = objects;
        this.sealed = sealed;
        this.memory = memory;
    }

    /** The instances of a resource, in the order of their arrival; never none. */
    List<Instances.Row> find(Resource resource) {
        var found =
                switch (resource) {
                    case Resource.Study(var study) -> ofStudy(study);
                    case Resource.Series(var study, var series) ->
                            ofStudy(study).stream()
                                    .filter(row -> row.facts().seriesInstanceUid().equals(series))
                                    .toList();
                    case Resource.Instance(var study, var series, var instance) ->
                            byUid(instance)
                                    .filter(row ->
                                            row.facts().seriesInstanceUid().equals(series)
                                                    && studyId(study)
                                                            .filter(row.study()::equals)
                                                            .isPresent())
                                    .stream()
                                    .toList();
                };
        if (found.isEmpty()) {
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no such " + resource.level());
        }
        return found;
    }

    private List<Instances.Row> ofStudy(String uid) {
        var study = studyId(uid);
        if (study.isEmpty()) {
            return List.of();
        }
        var rows = new ArrayList<Instances.Row>();
        while (true) {
            var after = rows.isEmpty() ? 0 : rows.getLast().number();
            var page = instances.ofStudyAfter(study.get(), after, PAGE);
            rows.addAll(page);
            if (rows.size() > MOST) {
                throw new ApiException(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "the study has too many instances for one answer; ask for its series");
            }
            if (page.size() < PAGE) {
                return rows;
            }
        }
    }

    private Optional<String> studyId(String uid) {
        return database.read()
                .sql("SELECT id FROM study WHERE lookup = ?")
                .param(lookups.study(uid))
                .query((rs, _) -> rs.getString(1))
                .optional();
    }

    /** The instance of this UID, wherever it belongs. */
    Optional<Instances.Row> byUid(String sopInstanceUid) {
        return database.read()
                .sql("SELECT id FROM instance WHERE lookup = ?")
                .param(lookups.instance(sopInstanceUid))
                .query((rs, _) -> rs.getString(1))
                .optional()
                .flatMap(instances::find);
    }

    /** What an object is stored in, by its header or else by its file. */
    TransferSyntax transferSyntax(Instances.Row row) {
        return header(row)
                .map(header -> header.dataSet().first(InstanceHeader.TRANSFER_SYNTAX))
                .map(TransferSyntax::new)
                .orElseGet(() -> with(row, DicomFile::transferSyntax));
    }

    private Optional<InstanceHeader> header(Instances.Row row) {
        return database.read()
                .sql("SELECT header FROM instance WHERE id = ? AND header IS NOT NULL")
                .param(row.id())
                .query((rs, _) -> rs.getBytes(1))
                .optional()
                .map(column ->
                        InstanceHeader.read(sealed.keys().open(InstanceHeader.COLUMN, column)));
    }

    /** The Part 10 file as it was received, decrypted piece by piece. */
    InputStream open(Instances.Row row) {
        return objects.open(row.subject(), row.file());
    }

    /** Work on an object in memory. */
    interface Work<T, E extends Exception> {
        T on(DicomFile file) throws E;
    }

    /** Reads an object and works on it within the memory that there is for it. */
    <T, E extends Exception> T with(Instances.Row row, Work<T, E> work) throws E {
        return with(row, 0, work);
    }

    /** As the other, for work that takes so many bytes more. */
    <T, E extends Exception> T with(Instances.Row row, long more, Work<T, E> work) throws E {
        var need = COPIES * objects.size(row.file()) + more;
        if (!memory.fits(need)) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "the object is too large to be worked on by this server");
        }
        return memory.within(
                        need,
                        Images.PATIENCE,
                        () ->
                                work.on(
                                        Part10.read(
                                                objects.read(row.subject(), row.file()),
                                                Limits.DEFAULT)))
                .orElseThrow(() ->
                        new ApiException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "the server is busy with large objects; ask again"));
    }
}
