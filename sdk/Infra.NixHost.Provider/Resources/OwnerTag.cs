using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Says to which resource an object on the host belongs. The token decides; the other words are for people.
/// Objects without a tag belong to somebody else and are never touched.
/// </summary>
/// <param name="Token">The random token that the resource's state holds too; empty in tags of old versions.</param>
/// <param name="Urn">The resource's urn when the tag was last written.</param>
/// <param name="Folder">The folder of the program; empty in tags of old versions.</param>
/// <param name="Operator">The name of the machine on which the program ran; empty in tags of old versions.</param>
internal sealed record OwnerTag(string Token, string Urn, string Folder, string Operator)
{
    private const int HomeDigits = 16;
    private const int RandomDigits = 32;

    /// <summary>The run whose create is pending; only pending records have it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Run { get; init; }

    /// <summary>What a state must hold to own the object: the token or, for an old tag, the urn.</summary>
    [JsonIgnore]
    public string Claim => Token.Length > 0 ? Token : Urn;

    /// <summary>
    /// The mark that the objects of one state share from the first one on, whatever it is called later; <c>null</c> in tags of old versions.
    /// </summary>
    [JsonIgnore]
    public string? Home => HomeIn(Token);

    /// <summary>The owner's project; empty when the urn is not readable.</summary>
    [JsonIgnore]
    public string Project => Parsed?.Project ?? "";

    /// <summary>The owner's stack; empty when the urn is not readable.</summary>
    [JsonIgnore]
    public string Stack => Parsed?.Stack ?? "";

    /// <summary>The owner's name; <c>null</c> when the urn is not readable.</summary>
    [JsonIgnore]
    public string? Name => Parsed?.Name;

    /// <summary>The mark in a token; <c>null</c> in those of old versions.</summary>
    public static string? HomeIn(string token) =>
        token.Length == HomeDigits + RandomDigits ? token[..HomeDigits] : null;

    /// <summary>A new random token with the mark of a state.</summary>
    public static string NewToken(string home) =>
        home + RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true);

    /// <summary>The mark of a state whose first object a program makes.</summary>
    public static string NewHome(ResourceIdentity identity, string folder) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\0',
                        identity.Project,
                        identity.Stack,
                        folder,
                        Environment.MachineName
                    )
                )
            )
        )[..HomeDigits];

    private Urn? Parsed => Protocol.Naming.Urn.TryParse(Urn);

    /// <summary>Names the owner for messages.</summary>
    public string Describe() =>
        Folder.Length == 0 ? Urn : $"{Urn} (program {Folder} on {Operator})";
}
