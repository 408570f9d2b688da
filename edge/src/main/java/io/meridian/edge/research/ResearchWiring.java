package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.secret.Commitments;
import io.meridian.artifact.secret.FileKeyStorage;
import io.meridian.artifact.secret.SecretKey;
import io.meridian.artifact.secret.SubjectKeys;
import io.meridian.edge.Edge;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.dataset.DatasetVersions;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.IdentityStore;
import io.meridian.network.outbox.Outbox;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The research zone's parts. */
@Configuration(proxyBeanMethods = false)
class ResearchWiring {

    @Bean
    DeidentificationProfile deidentificationProfile() {
        return DeidentificationProfile.shipped(DeidentificationProfile.RESEARCH);
    }

    @Bean
    ResearchObjects researchObjects(Home home, ZoneKeys zoneKeys, Clock clock) {
        return new ResearchObjects(
                home.researchObjects(),
                new SubjectKeys(
                        SecretKey.of(zoneKeys.derive("research objects")),
                        new FileKeyStorage(home.keys().resolve("research-subjects")),
                        clock));
    }

    @Bean
    CatalogTable catalogTable(Database researchDatabase, Clock clock) {
        return new CatalogTable(researchDatabase, clock);
    }

    @Bean
    LabelImport labelImport(
            CatalogTable catalog, ResearchKeys keys, EdgeConfiguration configuration) {
        return new LabelImport(catalog, keys, configuration);
    }

    @Bean
    LegalBases legalBases(Database researchDatabase, SiteRecords records, Clock clock) {
        return new LegalBases(researchDatabase, records, clock);
    }

    @Bean
    DatasetTable datasetTable(Database researchDatabase) {
        return new DatasetTable(researchDatabase);
    }

    @Bean
    Datasets datasets(
            CatalogTable catalog,
            ResearchKeys keys,
            DeidentificationProfile profile,
            DatasetTable table,
            LegalBases bases,
            SiteRecords records,
            Commitments commitments,
            Outbox outbox,
            Clock clock) {
        return new Datasets(
                new Datasets.Catalogue(
                        catalog, DatasetVersions.of(keys), profile.reference(), code()),
                table,
                bases,
                records,
                commitments,
                outbox,
                clock);
    }

    @Bean
    TrainingData trainingData(
            DatasetTable table,
            CatalogTable catalog,
            ResearchObjects objects,
            LegalBases bases,
            SiteRecords records,
            ErasedRecords erased,
            Clock clock) {
        return new FrozenVersions(table, catalog, objects, bases, records, erased, clock);
    }

    @Bean
    ErasureTable erasureTable(Database edgeDatabase, Clock clock) {
        return new ErasureTable(edgeDatabase, clock);
    }

    @Bean
    ClinicalErasure clinicalErasure(Database clinicalDatabase, ClinicalObjects objects) {
        return new ClinicalErasure(clinicalDatabase, objects);
    }

    @Bean
    ResearchErasure researchErasure(
            ResearchKeys keys,
            ResearchObjects objects,
            CatalogTable catalog,
            DatasetTable table,
            SiteRecords records) {
        return new ResearchErasure(keys, objects, catalog, table, records);
    }

    @Bean
    Erasures erasures(
            ErasureTable table,
            ClinicalErasure clinical,
            ResearchErasure research,
            SiteJournal journal,
            IdentityStore identities) {
        return new Erasures(table, clinical, research, journal, identities::events);
    }

    private static String code() {
        return Objects.requireNonNullElse(
                Edge.class.getPackage().getImplementationVersion(), "unreleased");
    }
}
