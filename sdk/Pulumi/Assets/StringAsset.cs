using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A text as the content of a file.</summary>
public sealed class StringAsset : Asset
{
    private readonly string _text;

    /// <summary>Gives the content.</summary>
    /// <param name="text">The content.</param>
    public StringAsset(string text) => _text = text;

    internal override PropertyValue.Asset Source => new(_text, null, null, null);
}
