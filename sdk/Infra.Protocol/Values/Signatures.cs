namespace Infra.Protocol.Values;

/// <summary>The signatures by which an object on the wire or in a state represents a value of another kind.</summary>
/// <remarks>They are agreed between all Pulumi engines, SDKs and plugins and never change.</remarks>
public static class Signatures
{
    /// <summary>The key whose value is one of the other constants.</summary>
    public const string Key = "4dabf18193072939515e22adb298388d";

    /// <summary>A secret: <c>value</c> on the wire, <c>ciphertext</c> or <c>plaintext</c> in a state.</summary>
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>An asset: <c>text</c>, <c>path</c> or <c>uri</c>, and <c>hash</c>.</summary>
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";

    /// <summary>An archive: <c>assets</c>, <c>path</c> or <c>uri</c>, and <c>hash</c>.</summary>
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";

    /// <summary>A reference to a resource: <c>urn</c>, <c>id</c> and <c>packageVersion</c>.</summary>
    public const string ResourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

    /// <summary>A value with its dependencies: <c>value</c> unless unknown, <c>secret</c> and <c>dependencies</c>.</summary>
    public const string OutputValue = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /// <summary>A text as base64 in <c>value</c>, for bytes that are not UTF-8.</summary>
    public const string ByteString = "803fd3297a5875dc03ca845dda5d2a98";

    /// <summary>An infinite number or NaN: 16 hexadecimal digits of the double in <c>value</c>; states only.</summary>
    public const string NonFiniteNumber = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";
}
