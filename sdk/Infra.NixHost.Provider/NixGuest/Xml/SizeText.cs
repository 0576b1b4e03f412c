namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes sizes as people write them.</summary>
internal static class SizeText
{
    /// <summary>The size in the largest unit that gives the exact number.</summary>
    public static string Of(long bytes)
    {
        var text = ByteSize.Format(bytes).Replace(" ", "", StringComparison.Ordinal);
        return ByteSize.TryParse(text, out var exact) && exact == bytes ? text : $"{bytes}";
    }
}
