package io.meridian.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.web.RenderingParameters.Shape;
import io.meridian.dicom.web.RenderingParameters.Viewport;
import io.meridian.dicom.web.RenderingParameters.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParametersTests {
    @Test
    void frameListsAscendFromOne() {
        assertThat(FrameList.parse("1,3,7").numbers()).containsExactly(1, 3, 7);
        assertThat(FrameList.of(2, 5)).hasToString("2,5");
        for (var text : List.of("", "0", "1,", "2,1", "1,1", "-1", "1;2", "99999999999", "a")) {
            assertThatThrownBy(() -> FrameList.parse(text))
                    .as(text)
                    .isInstanceOf(DicomWebException.Malformed.class);
        }
    }

    @Test
    void readsWindowViewportAndQuality() {
        var read =
                RenderingParameters.parse(
                        Map.of(
                                "window", "40,400.5,linear-exact",
                                "viewport", "512,256,10,20,-100,50",
                                "quality", "70"));

        assertThat(read.window()).isEqualTo(new Window(40, 400.5, Shape.LINEAR_EXACT));
        assertThat(read.viewport()).isEqualTo(new Viewport(512, 256, 10, 20, -100, 50));
        assertThat(read.quality()).isEqualTo(70);
        assertThat(RenderingParameters.parse(Map.of())).isEqualTo(RenderingParameters.DEFAULT);
        assertThat(read.toQueryString())
                .isEqualTo(
                        "window=40.0,400.5,linear-exact&viewport=512,256,10,20,-100,50&quality=70");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        for (var wrong :
                List.of(
                        Map.of("window", "40"),
                        Map.of("window", "40,0"),
                        Map.of("window", "a,b,linear"),
                        Map.of("window", "40,400,cubic"),
                        Map.of("window", "NaN,400"),
                        Map.of("viewport", "512"),
                        Map.of("viewport", "0,10"),
                        Map.of("viewport", "100000,100000"),
                        Map.of("viewport", "1,2,3"),
                        Map.of("viewport", "10,10,-1,0,5,5"),
                        Map.of("quality", "0"),
                        Map.of("quality", "101"),
                        Map.of("annotation", "patient"),
                        Map.of("iccprofile", "yes"))) {
            assertThatThrownBy(() -> RenderingParameters.parse(wrong))
                    .as(wrong.toString())
                    .isInstanceOf(DicomWebException.Malformed.class);
        }
    }

    @Test
    void resourcesHaveUidsThatLeadNowhereElse() {
        assertThat(new Resource.Study("1.2").series("1.3").instance("1.4").path())
                .isEqualTo("studies/1.2/series/1.3/instances/1.4");
        for (var uid : List.of("", ".", "..", "...", "1.2/..", "a", "1.2?", "1".repeat(65))) {
            assertThatThrownBy(() -> new Resource.Study(uid))
                    .as(uid)
                    .isInstanceOf(DicomWebException.Malformed.class);
        }
        assertThat(new Resource.Study("1.2").toString()).doesNotContain("1.2");
    }

    @Test
    void storeResponsesCanBeReadAgain() {
        var response =
                new StoreResponse(
                        "http://host/studies/1",
                        List.of(
                                new StoreResponse.Stored("1.2.3", "1.4", "http://host/a", 0),
                                new StoreResponse.Stored("1.2.3", "1.5", "http://host/b", 0xB000)),
                        List.of(
                                new StoreResponse.Failed("1.2.3", "1.6", 0xA700),
                                new StoreResponse.Failed("", "", 0xC000)));

        assertThat(StoreResponse.of(response.toDataSet())).isEqualTo(response);
        assertThat(response.httpStatus()).isEqualTo(202);
        assertThat(new StoreResponse("", response.stored().subList(0, 1), List.of()).httpStatus())
                .isEqualTo(200);
        assertThat(new StoreResponse("", List.of(), response.failed()).httpStatus()).isEqualTo(409);
    }
}
