using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A file whose content is a string of the program.</summary>
public sealed class StringAsset : Asset
{
    private readonly string _text;

    /// <summary>Creates it from its content.</summary>
    public StringAsset(string text) => _text = text;

    internal override PropertyValue.Asset Source => new(_text, null, null, null);
}
