using System.Reflection;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Interfaces whose implementing class a property of the value names.</summary>
internal static class DiscriminatedCases
{
    /// <summary>The class for a value; <c>null</c> if the type is no such interface or knows no class for it.</summary>
    public static Type? Choose(Type type, PropertyMap properties) =>
        type.GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>() is { } discriminator
        && properties.Get(discriminator.PropertyName) is PropertyValue.String tag
            ? type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>()
                .FirstOrDefault(c => c.Tag == tag.Value)
                ?.Type
            : null;
}
