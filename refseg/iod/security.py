"""Items of SOP Common for encryption and signatures (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod import conditions as when
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.table import Opt, table, type1, type1c, type3


@table("Encrypted Attributes Sequence item", "C.12.1", "Table C.12-1")
class EncryptedAttributesSequenceItem:
    """Original attributes in encrypted form."""

    EncryptedContentTransferSyntaxUID: str = type1(0x04000510, "UI")
    """Encoding of the content before encryption."""

    EncryptedContent: bytes = type1(0x04000520, "OB")
    """The encrypted bytes."""


@table("MAC Parameters Sequence item", "C.12.1", "Table C.12-6")
class MACParametersSequenceItem:
    """How a message authentication code was computed."""

    MACIDNumber: int = type1(0x04000005, "US")
    """Number by which signature and parameters find each other."""

    MACCalculationTransferSyntaxUID: str = type1(0x04000010, "UI")
    """Encoding over which the digest was computed."""

    MACAlgorithm: str = type1(
        0x04000015, "CS", terms=("RIPEMD160", "SHA1", "MD5", "SHA256", "SHA384", "SHA512")
    )
    """Digest algorithm, for example SHA256."""

    DataElementsSigned: tuple[int, ...] = type1(0x04000020, "AT", vm="1-n")
    """Tags of the elements that are signed."""


@table("Digital Signatures Sequence item", "C.12.1", "Table C.12-6")
class DigitalSignaturesSequenceItem:
    """A digital signature over the instance."""

    MACIDNumber: int = type1(0x04000005, "US")
    """Number by which signature and parameters find each other."""

    DigitalSignatureUID: str = type1(0x04000100, "UI")
    """UID of the signature."""

    DigitalSignatureDateTime: str = type1(0x04000105, "DT")
    """When it was signed."""

    CertificateType: str = type1(0x04000110, "CS", terms=("X509_1993_SIG",))
    """Kind of certificate, for example X509_1993_SIG."""

    CertificateOfSigner: bytes = type1(0x04000115, "OB")
    """The certificate."""

    Signature: bytes = type1(0x04000120, "OB")
    """The signature bytes."""

    CertifiedTimestampType: Opt[str] = type1c(
        0x04000305, "CS", when.certified_timestamp_present, terms=("CMS_TSP",)
    )
    """Kind of the certified time stamp."""

    CertifiedTimestamp: Opt[bytes] = type3(0x04000310, "OB")
    """The certified time stamp."""

    DigitalSignaturePurposeCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = type3(
        0x04000401, "SQ"
    )
    """Why it was signed."""


@table("Digital Signatures Macro", "C.12.1", "Table C.12-6")
class DigitalSignaturesMacro:
    """Signatures and the parameters to verify them."""

    MACParametersSequence: Opt[tuple[MACParametersSequenceItem, ...]] = type3(0x4FFE0001, "SQ")
    """How the signed digests were computed."""

    DigitalSignaturesSequence: Opt[tuple[DigitalSignaturesSequenceItem, ...]] = type3(
        0xFFFAFFFA, "SQ"
    )
    """The signatures."""
