package io.meridian.hub.governance;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Data-set versions: commitments and statistics, never a row. */
@RestController
final class DatasetController {
    private final DatasetRegister datasets;

    DatasetController(DatasetRegister datasets) {
        this.datasets = datasets;
    }

    @GetMapping("/api/v1/datasets")
    List<DatasetRegister.Dataset> all() {
        return datasets.all();
    }
}
