package io.meridian.dicom.network.query;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.util.ArrayList;
import java.util.List;

/** Made-up images of three patients, for queries whose answers are known. */
public final class Studies {
    public static final Tag STUDY = new Tag(0x0020000D);
    public static final Tag SERIES = new Tag(0x0020000E);
    public static final Tag LEVEL = QueryLevel.QUERY_RETRIEVE_LEVEL;

    private Studies() {}

    /** Two images in each of two series in each of the studies. */
    public static List<DataSet> images() {
        var images = new ArrayList<DataSet>();
        study(images, "P1", "Doe^John", "1", "20200115", "083000", "CHEST", CharacterSet.DEFAULT);
        study(images, "P1", "Doe^John", "2", "20200220", "220000", "HAND", CharacterSet.DEFAULT);
        study(images, "P2", "Müller^Änne", "3", "20200116", "120000", "CHEST", latin());
        study(
                images,
                "P3",
                "Wang^Xiaodong=王^小东",
                "4",
                "20191231",
                "235959.5",
                "KNEE",
                CharacterSet.UTF_8);
        return images;
    }

    private static CharacterSet latin() {
        return CharacterSet.of("ISO_IR 100");
    }

    private static void study(
            List<DataSet> images,
            String patient,
            String name,
            String number,
            String date,
            String time,
            String description,
            CharacterSet set) {
        for (var series = 1; series <= 2; series++) {
            for (var image = 1; image <= 2; image++) {
                var uid = "2.25.9." + number;
                images.add(
                        DataSet.builder()
                                .characterSet(set)
                                .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                                .text(Tags.SOPInstanceUID, "%s.%d.%d".formatted(uid, series, image))
                                .text(Tags.StudyDate, date)
                                .text(Tags.StudyTime, time)
                                .text(Tags.AccessionNumber, "A" + number)
                                .text(Tags.Modality, series == 1 ? "CR" : "OT")
                                .text(Tags.StudyDescription, description)
                                .text(Tags.PatientName, name)
                                .text(Tags.PatientID, patient)
                                .text(Tags.PatientBirthDate, "19700101")
                                .text(Tags.PatientSex, "O")
                                .text(STUDY, Vr.UI, uid)
                                .text(SERIES, Vr.UI, uid + "." + series)
                                .text(new Tag(0x00200010), Vr.SH, "S" + number)
                                .text(new Tag(0x00200011), Vr.IS, "" + series)
                                .text(new Tag(0x00200013), Vr.IS, "" + image)
                                .numbers(new Tag(0x00280002), 1)
                                .text(new Tag(0x00280004), Vr.CS, "MONOCHROME2")
                                .numbers(new Tag(0x00280010), 8)
                                .numbers(new Tag(0x00280011), 8)
                                .numbers(new Tag(0x00280100), 8)
                                .numbers(new Tag(0x00280101), 8)
                                .numbers(new Tag(0x00280102), 7)
                                .numbers(new Tag(0x00280103), 0)
                                .bytes(Tags.PixelData, Vr.OB, new byte[64])
                                .build());
            }
        }
    }

    public static MemoryArchive archive() {
        var archive = new MemoryArchive();
        for (var image : images()) {
            archive.add(
                    image.first(Tags.SOPClassUID),
                    image.first(Tags.SOPInstanceUID),
                    TransferSyntax.EXPLICIT_LITTLE,
                    Part10.dataSetBytes(image, TransferSyntax.EXPLICIT_LITTLE));
        }
        return archive;
    }

    /** An identifier at a level, with empty keys. */
    public static DataSet.Builder identifier(QueryLevel level, Tag... wanted) {
        var identifier = DataSet.builder().text(LEVEL, Vr.CS, level.name());
        for (var tag : wanted) {
            identifier.text(tag, "");
        }
        return identifier;
    }
}
