using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Converts assets and archives from the engine.</summary>
internal static class AssetValues
{
    public static Asset? Read(PropertyValue.Asset asset) =>
        asset switch
        {
            { Path: { } path } => new FileAsset(path),
            { Uri: { } uri } => new RemoteAsset(uri),
            { Text: { } text } => new StringAsset(text),
            _ => null,
        };

    public static Archive? Read(PropertyValue.Archive archive) =>
        archive switch
        {
            { Assets: { } assets } => new AssetArchive(
                assets
                    .SelectMany(entry =>
                        Read(entry.Value) is { } value
                            ? [KeyValuePair.Create(entry.Key, value)]
                            : Array.Empty<KeyValuePair<string, AssetOrArchive>>()
                    )
                    .ToDictionary()
            ),
            { Path: { } path } => new FileArchive(path),
            { Uri: { } uri } => new RemoteArchive(uri),
            _ => null,
        };

    private static AssetOrArchive? Read(PropertyValue value) =>
        value switch
        {
            PropertyValue.Asset asset => Read(asset),
            PropertyValue.Archive archive => Read(archive),
            _ => null,
        };
}
