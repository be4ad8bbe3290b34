"""Items of SOP Common for encryption and signatures (PS3.3 C.12.1)."""

from __future__ import annotations

from refseg.iod.item_conditions import certified_timestamp_present
from refseg.iod.macros import CodeSequenceMacro
from refseg.iod.table import Opt, attribute, optional, table


@table("Encrypted Attributes Sequence item", section="C.12.1", table="Table C.12-1")
class EncryptedAttributesSequenceItem:
    """Original attributes in encrypted form."""

    EncryptedContentTransferSyntaxUID: str = attribute(0x04000510, "UI", "1")
    """Encoding of the content before encryption."""

    EncryptedContent: bytes = attribute(0x04000520, "OB", "1")
    """The encrypted bytes."""


@table("MAC Parameters Sequence item", section="C.12.1", table="Table C.12-6")
class MACParametersSequenceItem:
    """How a message authentication code was computed."""

    MACIDNumber: int = attribute(0x04000005, "US", "1")
    """Number by which signature and parameters find each other."""

    MACCalculationTransferSyntaxUID: str = attribute(0x04000010, "UI", "1")
    """Encoding over which the digest was computed."""

    MACAlgorithm: str = attribute(
        0x04000015, "CS", "1", terms=("RIPEMD160", "SHA1", "MD5", "SHA256", "SHA384", "SHA512")
    )
    """Digest algorithm, for example SHA256."""

    DataElementsSigned: tuple[int, ...] = attribute(0x04000020, "AT", "1", vm="1-n")
    """Tags of the elements that are signed."""


@table("Digital Signatures Sequence item", section="C.12.1", table="Table C.12-6")
class DigitalSignaturesSequenceItem:
    """A digital signature over the instance."""

    MACIDNumber: int = attribute(0x04000005, "US", "1")
    """Number by which signature and parameters find each other."""

    DigitalSignatureUID: str = attribute(0x04000100, "UI", "1")
    """UID of the signature."""

    DigitalSignatureDateTime: str = attribute(0x04000105, "DT", "1")
    """When it was signed."""

    CertificateType: str = attribute(0x04000110, "CS", "1", terms=("X509_1993_SIG",))
    """Kind of certificate, for example X509_1993_SIG."""

    CertificateOfSigner: bytes = attribute(0x04000115, "OB", "1")
    """The certificate."""

    Signature: bytes = attribute(0x04000120, "OB", "1")
    """The signature bytes."""

    CertifiedTimestampType: Opt[str] = optional(
        0x04000305, "CS", "1C", condition=certified_timestamp_present, terms=("CMS_TSP",)
    )
    """Kind of the certified time stamp."""

    CertifiedTimestamp: Opt[bytes] = optional(0x04000310, "OB", "3")
    """The certified time stamp."""

    DigitalSignaturePurposeCodeSequence: Opt[tuple[CodeSequenceMacro, ...]] = optional(
        0x04000401, "SQ", "3"
    )
    """Why it was signed."""


@table("Digital Signatures Macro", section="C.12.1", table="Table C.12-6")
class DigitalSignaturesMacro:
    """Signatures and the parameters to verify them."""

    MACParametersSequence: Opt[tuple[MACParametersSequenceItem, ...]] = optional(
        0x4FFE0001, "SQ", "3"
    )
    """How the signed digests were computed."""

    DigitalSignaturesSequence: Opt[tuple[DigitalSignaturesSequenceItem, ...]] = optional(
        0xFFFAFFFA, "SQ", "3"
    )
    """The signatures."""
