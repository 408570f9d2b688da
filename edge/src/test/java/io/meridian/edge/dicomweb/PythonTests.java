package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.edge.account.Role;
import io.meridian.testing.Peers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation as the client: the Python library dicomweb-client, with pydicom. */
final class PythonTests {
    private static final List<String> MODULES = List.of("dicomweb_client", "pydicom", "PIL");

    @TempDir Path folder;

    /** Its own images, Chinese names in two character sets, a clip, RLE; everything compared. */
    private static final String STORE_AND_READ =
            """
            import io, sys, numpy as np, pydicom
            from PIL import Image
            from pydicom.dataset import Dataset, FileMetaDataset
            from pydicom.uid import generate_uid, ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless, JPEGBaseline8Bit
            from requests import Session
            from dicomweb_client import DICOMwebClient

            base, modality, doctor = sys.argv[1:]
            def client(token):
                session = Session()
                session.headers['Authorization'] = 'Bearer ' + token
                return DICOMwebClient(base, session=session)
            study, series = generate_uid(), generate_uid()
            def image(number, charset, syntax, frames=1):
                ds = Dataset()
                ds.file_meta = FileMetaDataset()
                ds.SpecificCharacterSet = charset
                ds.SOPClassUID = '1.2.840.10008.5.1.4.1.1.7'
                ds.SOPInstanceUID = generate_uid()
                ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
                ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
                ds.file_meta.TransferSyntaxUID = syntax
                ds.StudyInstanceUID, ds.SeriesInstanceUID = study, series
                ds.PatientName, ds.PatientID = 'Wang^XiaoDong=\\u738b^\\u5c0f\\u4e1c', 'PY-1'
                ds.StudyDate, ds.StudyTime, ds.Modality, ds.InstanceNumber = '20260301', '101112', 'OT', number
                ds.StudyDescription = '\\u80f8\\u90e8'
                ds.Rows, ds.Columns, ds.SamplesPerPixel, ds.PhotometricInterpretation = 20, 24, 1, 'MONOCHROME2'
                ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
                if frames > 1: ds.NumberOfFrames = frames
                pixels = np.random.default_rng(number).integers(0, 4096, (frames, 20, 24), dtype=np.uint16)
                ds.PixelData = pixels.tobytes()
                ds['PixelData'].VR = 'OW'
                if syntax == RLELossless:
                    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
                    ds.compress(RLELossless, generate_instance_uid=False)
                return ds, pixels
            made = [image(1, 'ISO_IR 192', ExplicitVRLittleEndian), image(2, 'GB18030', ImplicitVRLittleEndian),
                    image(3, 'ISO_IR 192', ExplicitVRLittleEndian, 4), image(4, 'GB18030', RLELossless, 3)]
            # A store larger than a chunk goes chunked; one of each kind.
            answer = client(modality).store_instances([ds for ds, _ in made])
            assert 'FailedSOPSequence' not in answer, answer
            assert len(answer.ReferencedSOPSequence) == 4
            reader = client(doctor)

            found = reader.search_for_studies(search_filters={'PatientName': '*\\u5c0f\\u4e1c*'})
            assert len(found) == 1, found
            got = Dataset.from_json(found[0])
            assert got.StudyInstanceUID == study and str(got.PatientName) == str(made[0][0].PatientName)
            assert got.StudyDescription == '\\u80f8\\u90e8' and got.ModalitiesInStudy == 'OT'
            assert got.NumberOfStudyRelatedInstances == 4 and got.NumberOfStudyRelatedSeries == 1
            assert reader.search_for_studies(search_filters={'PatientID': 'PY-2'}) == []
            assert len(reader.search_for_studies(search_filters={'StudyDate': '20260201-20260331'}, fields=['StudyDescription'])) == 1
            assert len(reader.search_for_series(study)) == 1
            pages = [reader.search_for_instances(study, series, limit=2, offset=at) for at in (0, 2, 4)]
            assert [len(page) for page in pages] == [2, 2, 0]
            uids = [Dataset.from_json(each).SOPInstanceUID for page in pages for each in page]
            assert uids == [ds.SOPInstanceUID for ds, _ in made]
            assert len(reader.search_for_instances(search_filters={'StudyInstanceUID': study}, get_remaining=True)) == 4

            by = {ds.SOPInstanceUID: ds for ds in reader.retrieve_study(study)}
            assert {ds.SOPInstanceUID for ds in reader.iter_series(study, series)} == set(by)
            for ds, pixels in made:
                back = by[ds.SOPInstanceUID]
                assert back.file_meta.TransferSyntaxUID == ds.file_meta.TransferSyntaxUID
                assert back.to_json_dict() == ds.to_json_dict()
                assert np.array_equal(back.pixel_array.reshape(pixels.shape), pixels)
                one = reader.retrieve_instance(study, series, ds.SOPInstanceUID, media_types=(('application/dicom', '*'),))
                assert one == back
                frames = reader.retrieve_instance_frames(study, series, ds.SOPInstanceUID,
                    list(range(1, len(pixels) + 1)), media_types=('application/octet-stream',))
                for frame, mine in zip(frames, pixels, strict=True):
                    assert np.array_equal(np.frombuffer(frame, np.uint16).reshape(20, 24), mine)
                shown = Image.open(io.BytesIO(reader.retrieve_instance_rendered(study, series, ds.SOPInstanceUID, media_types=('image/png',))))
                assert shown.size == (24, 20)
                low, high = pixels[0].min(), pixels[0].max()
                expected = np.round(255.0 * (pixels[0] - low) / (high - low))
                assert np.abs(np.asarray(shown.convert('L')).astype(int) - expected).max() <= 1
                jpeg = reader.retrieve_instance_frames_rendered(study, series, ds.SOPInstanceUID, [len(pixels)], media_types=('image/jpeg',))
                assert Image.open(io.BytesIO(jpeg)).format == 'JPEG'
            native = reader.retrieve_instance(study, series, made[1][0].SOPInstanceUID, media_types=(('application/dicom', ExplicitVRLittleEndian),))
            assert native.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
            assert native.to_json_dict() == made[1][0].to_json_dict()

            metadata = reader.retrieve_series_metadata(study, series)
            assert len(metadata) == 4
            for (ds, pixels), json in zip(made, metadata, strict=True):
                assert json['7FE00010'].keys() == {'vr', 'BulkDataURI'}
                assert Dataset.from_json(json, lambda *_: b'').PatientName == str(ds.PatientName)
                bulk = reader.retrieve_bulkdata(json['7FE00010']['BulkDataURI'])
                if ds.file_meta.TransferSyntaxUID == RLELossless:
                    assert len(bulk) == len(pixels)
                else:
                    assert b''.join(bulk) == pixels.tobytes()
            try:
                reader.retrieve_study_metadata(generate_uid())
                raise SystemExit('a study that is not there was found')
            except Exception as e:
                assert e.response.status_code == 404, e
            print('all as expected')
            """;

    @Test
    void storesSearchesAndRetrievesEverything() throws Exception {
        Peers.python(MODULES.toArray(String[]::new));
        try (var site = new WebSite(folder.resolve("home"))) {
            assertThat(
                            Peers.runPython(
                                    MODULES,
                                    STORE_AND_READ,
                                    site.base,
                                    site.token(Role.MODALITY),
                                    site.token(Role.RADIOLOGIST)))
                    .endsWith("all as expected");
        }
    }
}
