package io.meridian.dicom;

/**
 * Tags of commands, file meta information and file sets (PS3.6, edition 2024e). Made by
 * tools/dictionary.py, not by hand.
 */
interface TagsOf0000 {
    Tag CommandGroupLength = new Tag(0x00000000);
    Tag AffectedSOPClassUID = new Tag(0x00000002);
    Tag RequestedSOPClassUID = new Tag(0x00000003);
    Tag CommandField = new Tag(0x00000100);
    Tag MessageID = new Tag(0x00000110);
    Tag MessageIDBeingRespondedTo = new Tag(0x00000120);
    Tag MoveDestination = new Tag(0x00000600);
    Tag Priority = new Tag(0x00000700);
    Tag CommandDataSetType = new Tag(0x00000800);
    Tag Status = new Tag(0x00000900);
    Tag OffendingElement = new Tag(0x00000901);
    Tag ErrorComment = new Tag(0x00000902);
    Tag ErrorID = new Tag(0x00000903);
    Tag AffectedSOPInstanceUID = new Tag(0x00001000);
    Tag RequestedSOPInstanceUID = new Tag(0x00001001);
    Tag EventTypeID = new Tag(0x00001002);
    Tag AttributeIdentifierList = new Tag(0x00001005);
    Tag ActionTypeID = new Tag(0x00001008);
    Tag NumberOfRemainingSuboperations = new Tag(0x00001020);
    Tag NumberOfCompletedSuboperations = new Tag(0x00001021);
    Tag NumberOfFailedSuboperations = new Tag(0x00001022);
    Tag NumberOfWarningSuboperations = new Tag(0x00001023);
    Tag MoveOriginatorApplicationEntityTitle = new Tag(0x00001030);
    Tag MoveOriginatorMessageID = new Tag(0x00001031);
    Tag FileMetaInformationGroupLength = new Tag(0x00020000);
    Tag FileMetaInformationVersion = new Tag(0x00020001);
    Tag MediaStorageSOPClassUID = new Tag(0x00020002);
    Tag MediaStorageSOPInstanceUID = new Tag(0x00020003);
    Tag TransferSyntaxUID = new Tag(0x00020010);
    Tag ImplementationClassUID = new Tag(0x00020012);
    Tag ImplementationVersionName = new Tag(0x00020013);
    Tag SourceApplicationEntityTitle = new Tag(0x00020016);
    Tag SendingApplicationEntityTitle = new Tag(0x00020017);
    Tag ReceivingApplicationEntityTitle = new Tag(0x00020018);
    Tag SourcePresentationAddress = new Tag(0x00020026);
    Tag SendingPresentationAddress = new Tag(0x00020027);
    Tag ReceivingPresentationAddress = new Tag(0x00020028);
    Tag RTVMetaInformationVersion = new Tag(0x00020031);
    Tag RTVCommunicationSOPClassUID = new Tag(0x00020032);
    Tag RTVCommunicationSOPInstanceUID = new Tag(0x00020033);
    Tag RTVSourceIdentifier = new Tag(0x00020035);
    Tag RTVFlowIdentifier = new Tag(0x00020036);
    Tag RTVFlowRTPSamplingRate = new Tag(0x00020037);
    Tag RTVFlowActualFrameDuration = new Tag(0x00020038);
    Tag PrivateInformationCreatorUID = new Tag(0x00020100);
    Tag PrivateInformation = new Tag(0x00020102);
    Tag FileSetID = new Tag(0x00041130);
    Tag FileSetDescriptorFileID = new Tag(0x00041141);
    Tag SpecificCharacterSetOfFileSetDescriptorFile = new Tag(0x00041142);
    Tag OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = new Tag(0x00041200);
    Tag OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = new Tag(0x00041202);
    Tag FileSetConsistencyFlag = new Tag(0x00041212);
    Tag DirectoryRecordSequence = new Tag(0x00041220);
    Tag OffsetOfTheNextDirectoryRecord = new Tag(0x00041400);
    Tag RecordInUseFlag = new Tag(0x00041410);
    Tag OffsetOfReferencedLowerLevelDirectoryEntity = new Tag(0x00041420);
    Tag DirectoryRecordType = new Tag(0x00041430);
    Tag PrivateRecordUID = new Tag(0x00041432);
    Tag ReferencedFileID = new Tag(0x00041500);
    Tag MRDRDirectoryRecordOffset = new Tag(0x00041504);
    Tag ReferencedSOPClassUIDInFile = new Tag(0x00041510);
    Tag ReferencedSOPInstanceUIDInFile = new Tag(0x00041511);
    Tag ReferencedTransferSyntaxUIDInFile = new Tag(0x00041512);
    Tag ReferencedRelatedGeneralSOPClassUIDInFile = new Tag(0x0004151A);
    Tag NumberOfReferences = new Tag(0x00041600);
    Tag CurrentFrameFunctionalGroupsSequence = new Tag(0x00060001);
}
